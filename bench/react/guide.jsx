// The guide: the widget's content, figure and interaction as React components.

import { Fragment, memo, Suspense, use, useContext, useLayoutEffect, useRef, useState, useTransition } from "react";
import Drawing from "bench:drawing";
import {
  Caption,
  Cards,
  Fold,
  Icon,
  Link,
  List,
  Passage,
  Pronounced,
  Questions,
  Row,
  Sources,
  SourcesFold,
  Steps,
  Text,
  Texts,
  Tick,
  Ticks,
} from "./parts.jsx";
import { Dots, Her2Scale, WhichType } from "./picture.jsx";
import { finding } from "./receptors.js";
import { createStore, Store, useStore, Words } from "./state.js";

/** `load(language)` resolves to the words of a language, each time with the same promise. `ready` is told once. */
export function Guide({ load, language, ready }) {
  const [shown, show] = useState(language);
  const [, startTransition] = useTransition();
  const [store] = useState(createStore);
  const change = (language) => {
    store.set({ said: "" });
    startTransition(() => show(language));
  };
  return (
    <Suspense>
      <Store value={store}>
        <Frame load={load} language={shown} ready={ready} change={change} />
      </Store>
    </Suspense>
  );
}

function Frame({ load, language, ready, change }) {
  const words = use(load(language));
  const root = useRef(null);
  useLayoutEffect(() => ready(), [ready]);
  /** Scrolls to an element, and gives it the focus. */
  const show = (selector) => {
    const head = root.current.querySelector(selector);
    head.focus();
    head.scrollIntoView({ behavior: "instant" });
  };
  return (
    <Words value={words}>
      <div id="frame" className="frame" ref={root}>
        <svg className="width" aria-hidden="true" />
        <div className="box">
          <div id="mbc" className="mbc" lang={language} dir="ltr" data-theme="auto">
            <Head language={language} change={change} show={show} />
            <Map show={show} />
            <Topics numbers={START} title={words.front.start} />
            <Subtypes show={show} />
            <Topics numbers={OTHERS} title={words.front.guide}>
              <h3>{words.front.short}</h3>
              <List items={words.front.points} />
            </Topics>
            <Sheet />
            <Foot />
            <Live />
          </div>
        </div>
      </div>
    </Words>
  );
}

const START = [0];
const OTHERS = [1, 2, 3, 4, 5, 6, 7, 8];

function Head({ language, change, show }) {
  const store = useContext(Store);
  const { front, topics, ui, languages } = useContext(Words);
  const [wrong, start] = front.paths;
  const [code, name] = languages.find(([code]) => code !== language);
  const open = (topic) => {
    store.set({ topic });
    // The row is open when it is shown.
    requestAnimationFrame(() => show(`#section-${topic} > summary`));
  };
  return (
    <div id="head" className="head">
      <div id="slim" className="slim">
        <p className="small draft">{front.draft}</p>
        <div id="tools" className="tools">
          <div id="langs" className="langs">
            <button id="lang-other" className="quiet" type="button" lang={code} onClick={() => change(code)}>
              <span id={`lang-${code}`}>{name}</span>
            </button>
          </div>
          <button
            id="print"
            className="quiet icon"
            type="button"
            aria-label={ui.print}
            title={ui.print}
            onClick={() => print()}
          >
            <Icon name="print" />
          </button>
        </div>
      </div>
      <h2>{front.title}</h2>
      <p className="lead">
        <strong>{front.message}</strong> {front.noCure}
      </p>
      <slot name="welcome" />
      <ul className="paths">
        <li>
          <button id="to-signs" type="button" onClick={() => show("#signs")}>
            <Icon name="emergency" />
            {wrong}
          </button>
        </li>
        <li>
          <button id="to-section-basics" type="button" onClick={() => open(topics[0].id)}>
            {start}
          </button>
        </li>
      </ul>
    </div>
  );
}

function Map({ show }) {
  const { front, sites } = useContext(Words);
  return (
    <section id="map-section" className="sec map">
      <div className="intro">
        <h3 id="map" className="sr" tabIndex="-1">
          {front.mapTitle}
        </h3>
        <Figure show={show} />
      </div>
      <div className="main">
        <div className="rows">
          {sites.map((site, number) => (
            <Row key={site.id} kind="site" item={site} number={number + 1} className="row">
              <SitePanel site={site} />
            </Row>
          ))}
        </div>
        <Overall />
      </div>
    </section>
  );
}

function Figure({ show }) {
  const store = useContext(Store);
  const { front, sites, ui } = useContext(Words);
  const open = useStore((state) => state.site);
  const press = (event) => {
    const id = event.target.closest("[id^=fig-], [id^=pin-]")?.id.slice(4);
    const site = sites.find((site) => site.id === id);
    if (!site) return;
    const closes = id === open;
    store.set({ site: closes ? null : id, said: (closes ? ui.closed : ui.opened).join(site.name) });
    if (!closes) requestAnimationFrame(() => show(`#site-${id} > summary`));
  };
  return (
    <figure id="figure" className="fig-only" aria-hidden="true">
      <div id="fig" className="fig" data-on={open ?? ""} onClick={press}>
        <Drawing />
      </div>
      <figcaption className="small">{front.caption}</figcaption>
    </figure>
  );
}

const SitePanel = memo(({ site }) => {
  const { overall, ui } = useContext(Words);
  const at = site.id;
  const [own, more] = site.signs;
  const folded = (name) => (
    <Fold id={`${name}-${at}`} name={ui[name]}>
      <Texts texts={site[name]} scope={`${name}-${at}`} />
    </Fold>
  );
  return (
    <div id={`site-${at}-panel`} className="panel">
      <Text text={site.key} className="key" />
      <div className="signs">
        <h5>{ui.notice}</h5>
        <p className="sub">
          {overall.opening} {ui.noticeTick}
        </p>
        <Cards of={`site-${at}`} numbers={own} rules />
        {more.length > 0 && (
          <div className="folds">
            <Fold id={`signs-site-${at}`} name={overall.more} panel>
              <Cards of={`site-${at}`} numbers={more} />
            </Fold>
          </div>
        )}
      </div>
      <div className="folds">
        {folded("about")}
        {folded("found")}
        {folded("relief")}
        <Fold id={`ask-${at}`} name={ui.ask}>
          <div className="ticks">
            <Questions ticks={site.ask} />
          </div>
        </Fold>
        {folded("unknown")}
        <SourcesFold of={at} numbers={site.sources} />
      </div>
    </div>
  );
});

/** All signs: a table by where one feels them, and below each line the signs of its group. */
const Overall = memo(() => {
  const { front, overall, rules } = useContext(Words);
  return (
    <section id="signs-list" className="urgent" aria-labelledby="signs">
      <div className="call-head">
        <Icon name="emergency" />
        <h4 id="signs" tabIndex="-1">
          {overall.title}
        </h4>
        <p className="sub">
          {overall.intro} {overall.opening}
        </p>
      </div>
      <table className="overall" role="table">
        <thead role="rowgroup">
          <tr role="row">
            <td role="cell" />
            {LEVELS.map((className, level) => (
              <th key={level} role="columnheader" scope="col" className={className}>
                <Short level={level} /> {overall.levels[level]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {overall.groups.map((group, number) => (
            <Group key={number} group={group} number={number} />
          ))}
        </tbody>
      </table>
      <Steps items={rules.nobodyAnswers} />
      <p>{rules.noDrivingNow}</p>
      <p>{rules.crisis}</p>
      <div className="acts">
        <button id="print-card" className="act" type="button" onClick={() => print()}>
          {overall.printCard}
        </button>
      </div>
      <p className="small">{front.writtenFor}</p>
      <div className="folds">
        <Rules />
        <SourcesFold of="signs" numbers={front.sources[0]} />
      </div>
    </section>
  );
});

/** The columns of the table. */
const LEVELS = ["now", "day"];

/** The short name of a level, which each cell shows on a narrow screen. */
function Short({ level }) {
  const { overall } = useContext(Words);
  return (
    <span className="short" aria-hidden="true">
      {overall.short[level]}
    </span>
  );
}

function Group({ group, number }) {
  const { overall } = useContext(Words);
  return (
    <>
      {group.cells[0] && (
        <tr role="row">
          <th role="rowheader" scope="row">
            {group.name}
          </th>
          {LEVELS.map((className, level) => (
            <td key={level} role="cell" className={className}>
              {group.cells[level] && (
                <>
                  <Short level={level} /> {group.cells[level]}
                </>
              )}
            </td>
          ))}
        </tr>
      )}
      <tr role="row" className="all">
        <td role="cell" colSpan="3">
          <Fold id={`signs-group-${number}`} name={overall.all.join(group.name)} panel>
            <Cards of={`group-${number}`} numbers={group.signs} heard />
          </Fold>
        </td>
      </tr>
    </>
  );
}

/** What holds for all signs: whom to call and what to say, what counts, and first aid. */
function Rules() {
  const { languages, overall, rules, signs } = useContext(Words);
  const all = (texts) => texts.map((text) => <p key={text}>{text}</p>);
  const [call, counts, firstAid] = rules.titles;
  return (
    <Fold id="signs-rules" name={rules.title}>
      <h6>{call}</h6>
      {rules.say.map(({ text, quote, inEnglish }) => (
        <p key={text}>
          {text} <q className="quote">{`“${quote}”`}</q>
          {inEnglish && (
            <>
              {" "}
              <span>{overall.inEnglish}</span>{" "}
              <q className="quote" lang={languages[0][0]} dir="ltr">
                {`“${inEnglish}”`}
              </q>
            </>
          )}
        </p>
      ))}
      {all(rules.calling)}
      <p>{rules.morning}</p>
      <List items={signs.filter(({ morning }) => morning).map(({ text }) => text)} />
      <h6>{counts}</h6>
      {all(rules.counting)}
      <OnTreatment />
      <p>{rules.words}</p>
      <h6>{firstAid}</h6>
      {all(rules.firstAid)}
      <p className="first">{rules.seizureTitle}</p>
      <svg
        className="aid"
        viewBox="0 0 200 84"
        width="200"
        height="84"
        fill="none"
        stroke="currentColor"
        strokeWidth="4.5"
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden="true"
        focusable="false"
      >
        <path d="M4 80H196" strokeWidth="2" />
        <path d="M43 50a14 14 0 1 1-28 0 14 14 0 0 1 28 0z" />
        <path d="M24 45h.01M24 55h.01M34 46V54" strokeWidth="3" />
        <path d="M52 38C70 28 92 30 110 38C118 44 118 58 110 64C92 68 68 68 52 62C47 54 47 46 52 38z" />
        <path d="M54 64 40 73H10" />
        <path d="M64 40 76 58 50 52" />
        <path d="M112 40 152 46 138 72" />
        <path d="M112 63 150 73H190" />
      </svg>
      <Steps items={rules.seizure} />
    </Fold>
  );
}

/** What counts as being on treatment. */
function OnTreatment() {
  const { treatment } = useContext(Words);
  return (
    <>
      <p>{treatment.counts}</p>
      <List items={treatment.list} />
      <p>{treatment.countsNot}</p>
    </>
  );
}

function Subtypes({ show }) {
  const { myType, subtypes } = useContext(Words);
  return (
    <section id="subtypes-section" className="sec">
      <div id="subtypes-intro" className="intro">
        <h3 id="subtypes" tabIndex="-1">
          {myType.title}
        </h3>
        <Texts texts={myType.intro} scope="subtypes-intro" />
      </div>
      <div className="main">
        <Receptors show={show} />
        <div className="folds">
          <Fold id="compare" level="h4" name={myType.compare.title} panel>
            <Compare />
          </Fold>
        </div>
        <div className="rows">
          {subtypes.map((subtype) => (
            <Subtype key={subtype.id} subtype={subtype} />
          ))}
        </div>
      </div>
    </section>
  );
}

/** The types that the chosen words name, as one text that changes only with them. */
const useYours = () => useStore((state) => finding(state.receptors).types.join(" ")).split(" ");

/** What the report says, and what follows. */
function Receptors({ show }) {
  const { myType } = useContext(Words);
  const of = (group) => myType.choices.filter(([id]) => id.startsWith(`${group}-`));
  return (
    <div id="receptors" className="helper">
      <p className="first">{myType.legend}</p>
      {["er", "pr", "her2"].map((group) => (
        <fieldset key={group} className="choices">
          <legend>{myType.names[group]}</legend>
          {group === "her2" && (
            <>
              <Her2Scale />
              <Caption>{myType.scale}</Caption>
            </>
          )}
          {of(group).map(([id, words]) => (
            <Choice key={id} id={id} group={group} words={words} />
          ))}
        </fieldset>
      ))}
      <div className="choices">
        {of("reports").map(([id, words]) => (
          <Choice key={id} id={id} words={words} />
        ))}
      </div>
      <Answer show={show} />
    </div>
  );
}

/** A radio button of a group, or the box that says that two reports differ. */
function Choice({ id, group, words }) {
  const store = useContext(Store);
  const chosen = useStore((state) => state.receptors[group ?? "differ"] === id);
  const change = (event) =>
    store.set({
      receptors: { ...store.get().receptors, [group ?? "differ"]: event.target.checked ? id : undefined },
      said: "",
    });
  return (
    <label>
      <input
        id={id}
        type={group ? "radio" : "checkbox"}
        autoComplete="off"
        name={group ?? "differ"}
        checked={chosen}
        onChange={change}
      />
      <span>{words}</span>
    </label>
  );
}

function Answer({ show }) {
  const store = useContext(Store);
  const { myType, subtypes } = useContext(Words);
  const receptors = useStore((state) => state.receptors);
  const { types, answers } = finding(receptors);
  const named = subtypes.filter(({ id }) => types.includes(id));
  const says = types.length + answers.length > 0;
  const open = (event, id) => {
    event.target.getRootNode().getElementById(`subtype-${id}`).open = true;
    show(`#subtype-${id} > summary`);
  };
  const clear = () => {
    store.set({ receptors: {} });
    show("#subtypes");
  };
  return (
    <div id="answer" className="answer">
      {!says && <p>{myType.answers.start}</p>}
      <div id="answer-status" role="status">
        {says && (
          <div>
            {named.length > 0 && <p className="named">{sentence(myType, named)}</p>}
            {answers.map((answer) => (
              <p key={answer}>{myType.answers[answer]}</p>
            ))}
            <p>{myType.answers.check}</p>
          </div>
        )}
      </div>
      {named.map(({ id, name }) => (
        <button key={id} id={`type-${id}`} className="act" type="button" onClick={(event) => open(event, id)}>
          {myType.open.join(name)}
        </button>
      ))}
      {Object.values(receptors).some(Boolean) && (
        <button id="receptors-clear" className="quiet" type="button" onClick={clear}>
          {myType.clear}
        </button>
      )}
    </div>
  );
}

/** The types that the words name, in one sentence. */
const sentence = (myType, named) => myType.name.join(named.map(({ name }) => name).join("; "));

/** Which results name which type, and the types side by side. */
function Compare() {
  const { myType, subtypes } = useContext(Words);
  const none = subtypes.find(({ id }) => id === "triple-negative");
  return (
    <>
      <WhichType none={none?.name ?? myType.compare.columns[0]} />
      <Caption>{myType.compare.flow}</Caption>
      <Table />
    </>
  );
}

function Table() {
  const { myType, subtypes } = useContext(Words);
  const yours = useYours();
  const { title, columns } = myType.compare;
  return (
    <table className="compare" role="table" aria-label={title}>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((column) => (
            <th key={column} role="columnheader" scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {subtypes.map(({ id, name, compare }) => (
          <tr key={id} role="row" className={yours.includes(id) ? "yours" : undefined}>
            <th role="rowheader" scope="row">
              {name}
              {yours.includes(id) && (
                <>
                  {" "}
                  <span className="mark">{myType.yours}</span>
                </>
              )}
            </th>
            {compare.map((text, at) => (
              <td key={at} role="cell">
                <span className="short" aria-hidden="true">
                  {columns[at + 1]}
                </span>{" "}
                {text}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Subtype({ subtype }) {
  const { myType } = useContext(Words);
  const isYours = useYours().includes(subtype.id);
  return (
    <Fold
      id={`subtype-${subtype.id}`}
      className={isYours ? "row topic yours" : "row topic"}
      level="h4"
      name={subtype.name}
      after={isYours && <span className="mark">{myType.yours}</span>}
      inside="panel"
      panel
    >
      <SubtypePanel subtype={subtype} />
    </Fold>
  );
}

const SubtypePanel = memo(({ subtype }) => {
  const { ui } = useContext(Words);
  const at = subtype.id;
  const scope = `subtype-${at}`;
  return (
    <>
      <p className="chips">
        {subtype.chips.map((chip) => (
          <Fragment key={chip}>
            <span className="chip">{chip}</span>{" "}
          </Fragment>
        ))}
      </p>
      <p className="key">{subtype.share}</p>
      <Dots text={subtype.share} />
      {subtype.passages.map((texts, number) => (
        <Passage key={number} title={ui.passages[number]} texts={texts} scope={scope} />
      ))}
      <Ticks title={ui.ask} ticks={subtype.ask} />
      <Passage title={ui.unknown} texts={subtype.unknown} scope={scope} />
      <Sources of={at} numbers={subtype.sources} />
    </>
  );
});

/** Topics under one heading; `children` stand before it. */
function Topics({ numbers, title, children }) {
  const { topics } = useContext(Words);
  return (
    <section id={`from-${topics[numbers[0]].id}`} className="sec">
      <div className="intro">
        {children}
        <h3>{title}</h3>
      </div>
      <div className="main">
        <div className="rows">
          {numbers.map((number) => (
            <Row key={number} kind="topic" item={topics[number]} className="row topic">
              <TopicPanel topic={topics[number]} />
            </Row>
          ))}
        </div>
      </div>
    </section>
  );
}

const TopicPanel = memo(({ topic }) => {
  const { ui } = useContext(Words);
  const scope = `section-${topic.id}`;
  return (
    <div id={`${scope}-panel`} className="panel">
      <Text text={topic.key} scope={scope} className="key" />
      {topic.id === "help" && <slot name="help" />}
      {runs(topic.parts).map(([closed, parts], at) =>
        closed ? (
          <div key={at} className="folds">
            {parts.map((part) => (
              <Fold key={part.number} id={`part-${part.number}`} name={part.name}>
                <Inside part={part} scope={`part-${part.number}`} />
              </Fold>
            ))}
          </div>
        ) : (
          parts.map((part) => (
            <div key={part.number} id={`part-${part.number}`} className="passage">
              <h5>{part.name}</h5>
              <Inside part={part} scope={scope} />
            </div>
          ))
        ),
      )}
      {topic.id === "treatment" && <TreatmentSigns />}
      {topic.id === "living" && <ToTreatment />}
      {topic.ask.length > 0 && <Ticks title={ui.ask} ticks={topic.ask} />}
      {topic.unknown.length > 0 && <Passage title={ui.unknown} texts={topic.unknown} scope={scope} />}
      <Sources of={topic.id} numbers={topic.sources} />
    </div>
  );
});

function TreatmentSigns() {
  const { treatment } = useContext(Words);
  const [own, more] = treatment.signs;
  return (
    <div className="folds">
      <Fold id="signs-treatment" name={treatment.title} panel>
        <OnTreatment />
        <Cards of="treatment" numbers={own} rules />
        <Cards of="treatment" numbers={more} />
      </Fold>
    </div>
  );
}

/** A button that leads to a place of the guide, and opens what it stands in. */
function Lead({ id, to: [kind, topic, part], children }) {
  const store = useContext(Store);
  const go = (event) => {
    const root = event.target.getRootNode();
    if (topic) store.set({ topic });
    const row = root.getElementById({ topic: `section-${topic}`, part: `part-${part}` }[kind] ?? kind);
    const isRow = row.localName === "details";
    if (isRow && kind !== "topic") row.open = true;
    requestAnimationFrame(() => {
      const head = isRow ? row.firstElementChild : (row.closest("details")?.firstElementChild ?? row);
      head.focus();
      head.scrollIntoView({ behavior: "instant" });
    });
  };
  return (
    <li>
      <button id={id} type="button" onClick={go}>
        {children}
      </button>
    </li>
  );
}

/** From Living to the signs of treatment. */
function ToTreatment() {
  const { rules, treatment } = useContext(Words);
  return (
    <>
      <p>{rules.crisis}</p>
      <ul className="jump">
        <Lead id="to-signs-treatment" to={["signs-treatment", "treatment"]}>
          {treatment.title}
        </Lead>
      </ul>
    </>
  );
}

/** Parts in a row that are closed, or are not: `[closed, [part, …]]`. */
function runs(parts) {
  const runs = [];
  for (const part of parts) {
    if (runs.at(-1)?.[0] !== part.closed) runs.push([part.closed, []]);
    runs.at(-1)[1].push(part);
  }
  return runs;
}

function Inside({ part, scope }) {
  const { terms } = useContext(Words);
  const [first, end] = part.terms;
  return (
    <>
      {part.steps.length > 0 && (
        <ol className="steps">
          {part.steps.map(([name, text]) => (
            <li key={name}>
              <strong>{name}</strong> {text}
            </li>
          ))}
        </ol>
      )}
      {part.say.map((text, at) => (
        <Fragment key={at}>
          <Text text={text} scope={scope} />
          <Dots text={text} />
        </Fragment>
      ))}
      <Bullets texts={part.list} scope={scope} />
      <Treatment part={part} scope={scope} />
      {part.lines.length > 0 && (
        <ul className="lines">
          {part.lines.map((line) => (
            <Line key={line.name} line={line} />
          ))}
        </ul>
      )}
      {first < end && (
        <dl className="terms">
          {terms.slice(first, end).map((term, at) => (
            <div key={term.name}>
              <dt id={`glossary-${first + at}`}>
                {term.name}
                <Pronounced term={term} />
              </dt>
              <dd>{term.text}</dd>
            </div>
          ))}
        </dl>
      )}
      {part.links.length > 0 && (
        <ul className="jump">
          {part.links.map(({ to, text }) => (
            <Lead key={text} to={to}>
              {text}
            </Lead>
          ))}
        </ul>
      )}
    </>
  );
}

const Bullets = ({ texts, scope }) =>
  texts.length > 0 && (
    <ul className="bullets">
      <Texts texts={texts} scope={scope} as="li" />
    </ul>
  );

/** What the levels are called where signs are named to report. */
const REPORT = ["level now", "level day", "level"];

/** What a group of treatments does, what it does to you, what helps, and which signs to report. */
function Treatment({ part, scope }) {
  const { overall, signs, ui } = useContext(Words);
  const inLevel = (level) => part.report.filter((number) => signs[number].level === level);
  return (
    <>
      {part.treatment.map(
        (texts, at) =>
          texts.length > 0 && (
            <Fragment key={at}>
              <h6>{ui.treatment[at]}</h6>
              {at < 2 ? <Texts texts={texts} scope={scope} /> : <Bullets texts={texts} scope={scope} />}
            </Fragment>
          ),
      )}
      {part.report.length > 0 && <h6>{ui.report}</h6>}
      {overall.short.map(
        (label, level) =>
          inLevel(level).length > 0 && (
            <Fragment key={level}>
              <p className={REPORT[level]}>{label}</p>
              <ul className="jump report">
                {inLevel(level).map((number) => (
                  <Lead key={number} id={`report-${part.number}-${number}`} to={[`signs-group-${signs[number].group}`]}>
                    {signs[number].tick || signs[number].text}
                  </Lead>
                ))}
              </ul>
            </Fragment>
          ),
      )}
      {part.unknown.length > 0 && (
        <>
          <h6>{ui.unknown}</h6>
          <Texts texts={part.unknown} scope={scope} />
        </>
      )}
    </>
  );
}

function Line({ line }) {
  const { ui } = useContext(Words);
  const labelled = (label, what) => (
    <p className="line">
      <span className="sub">{label}</span> {what}
    </p>
  );
  return (
    <li>
      <strong>{line.name}</strong>
      <p>{line.text}</p>
      {line.phone &&
        labelled(
          ui.phone,
          <a href={`tel:${line.phone.replace(/[^\d+]/g, "")}`} dir="ltr">
            {line.phone}
          </a>,
        )}
      {line.hours && labelled(ui.hours, <span>{line.hours}</span>)}
      {line.languages && labelled(ui.spoken, <span>{line.languages}</span>)}
      <p className="line">
        <Link to={line.url}>{line.url.replace(/^https:\/\/(www\.)?|\/$/g, "")}</Link>
      </p>
    </li>
  );
}

function Sheet() {
  const store = useContext(Store);
  const words = useContext(Words);
  const { front, ui, visit } = words;
  const ticks = useStore((state) => state.ticks);
  return (
    <section id="sheet-section" className="sec">
      <div className="intro">
        <h3 id="sheet" tabIndex="-1">
          {visit.title}
        </h3>
        <p>{visit.intro}</p>
      </div>
      <div className="main">
        <div className="sheet">
          <FirstVisit />
          <Lists />
          <div id="sheet-buttons" className="acts">
            <button id="sheet-print" className="act" type="button" onClick={() => print()}>
              {ui.sheetPrint}
            </button>
            {ticks.size > 0 && (
              <button id="sheet-clear" className="act" type="button" onClick={() => store.set({ ticks: new Set() })}>
                {ui.sheetClear}
              </button>
            )}
          </div>
          <p className="kept small">
            <Icon name="lock" />
            <span>{front.privacy}</span>
          </p>
        </div>
      </div>
    </section>
  );
}

/** Who asks, and the questions of a first visit in that voice. */
function FirstVisit() {
  const store = useContext(Store);
  const { visit } = useContext(Words);
  const voice = useStore((state) => state.voice);
  return (
    <div id="first-visit">
      <fieldset id="voices" className="choices voices">
        <legend className="sr">{visit.voice}</legend>
        {["own", "family"].map((of, at) => (
          <label key={of}>
            <input
              id={`voice-${of}`}
              type="radio"
              autoComplete="off"
              name="voice"
              checked={voice === of}
              onChange={() => store.set({ voice: of })}
            />
            <span>{visit.voices[at]}</span>
          </label>
        ))}
      </fieldset>
      <fieldset className="ticks">
        <legend>
          <h4>{visit.first}</h4>
        </legend>
        <div className="list">
          {visit.ask.map((question) => (
            <Tick key={question.id} id={question.id} of={question.id}>
              {asked(question, voice)}
            </Tick>
          ))}
        </div>
      </fieldset>
    </div>
  );
}

/** A question in the voice of whoever asks, where it has words for both. */
const asked = ({ text, family }, voice) => (voice === "family" && family) || text;

/** What is chosen and ticked, each with a button that takes it away. */
function Lists() {
  const store = useContext(Store);
  const words = useContext(Words);
  const { myType, subtypes, ui } = words;
  const ticks = useStore((state) => state.ticks);
  const voice = useStore((state) => state.voice);
  const yours = useYours();
  const named = subtypes.filter(({ id }) => yours.includes(id));
  const remove = (id) => store.set({ ticks: new Set([...ticks].filter((other) => other !== id)) });
  return (
    <div id="sheet-lists" className="lists">
      {named.length > 0 && <p className="first">{sentence(myType, named)}</p>}
      {groups(words, ticks, voice).map(
        ([title, items], group) =>
          items.length > 0 && (
            <Fragment key={group}>
              <h4>{title}</h4>
              <ul>
                {items.map(({ id, text, place }) => (
                  <li key={id}>
                    <span>
                      {text}
                      <small>{place}</small>
                    </span>
                    <button
                      id={`remove-${id}`}
                      className="x"
                      type="button"
                      aria-label={ui.sheetRemove.join(text)}
                      onClick={() => remove(id)}
                    >
                      <Icon name="close" />
                    </button>
                  </li>
                ))}
              </ul>
            </Fragment>
          ),
      )}
    </div>
  );
}

/** What is ticked: signs by level, the most urgent first, and questions. Each with its title. */
function groups({ signs, overall, sites, subtypes, topics, visit, ui }, ticks, voice) {
  const ticked = signs
    .map(({ level, tick, group }, number) => ({
      id: `sign-${number}`,
      level,
      text: tick,
      place: overall.groups[group].name,
    }))
    .filter(({ id }) => ticks.has(id));
  const first = { ask: visit.ask, name: visit.title };
  const questions = [first, ...sites, ...subtypes, ...topics].flatMap(({ ask, name }) =>
    ask
      .filter(({ id }) => ticks.has(id))
      .map((question) => ({ id: question.id, text: asked(question, voice), place: name })),
  );
  return [
    ...overall.levels.map((title, level) => [title, ticked.filter((sign) => sign.level === level)]),
    [ui.sheetAsk, questions],
  ];
}

function Foot() {
  const { front, ui } = useContext(Words);
  const all = (notes) => notes.map((note) => <p key={note}>{note}</p>);
  return (
    <div id="foot" className="end">
      <div className="notes">{all(front.notes.slice(0, 2))}</div>
      <div className="meta small">
        <p>{front.sourcesUntil}</p>
        {front.edition.filter(Boolean).map((line) => (
          <p key={line}>{line}</p>
        ))}
        <p>{front.version}</p>
      </div>
      <div className="folds">
        <SourcesFold of="front" numbers={front.sources[1]} level="h3" title={ui.aboutGuide}>
          {all(front.notes.slice(2))}
        </SourcesFold>
      </div>
    </div>
  );
}

function Live() {
  const said = useStore((state) => state.said);
  return (
    <p id="live" className="sr" role="status">
      {said}
    </p>
  );
}
