// The guide: the widget's content, figure and interaction as React components.

import { memo, Suspense, use, useContext, useLayoutEffect, useRef, useState, useTransition } from "react";
import Drawing from "bench:drawing";
import {
  Cards,
  Fold,
  Icon,
  Link,
  List,
  Passage,
  Questions,
  Row,
  Sources,
  SourcesFold,
  Text,
  Texts,
  Ticks,
} from "./parts.jsx";
import { createStore, Store, useStore, Words } from "./state.js";

/** `load(language)` resolves to the words of a language, each time with the same promise. `ready` is told once. */
export function Guide({ load, language, ready }) {
  const [shown, show] = useState(language);
  const [, startTransition] = useTransition();
  const [store] = useState(createStore);
  return (
    <Suspense>
      <Store value={store}>
        <Frame
          load={load}
          language={shown}
          ready={ready}
          change={(language) => startTransition(() => show(language))}
        />
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
          <div id="mbc" className="mbc" lang={language} data-theme="auto">
            <Head language={language} change={change} show={show} />
            <Map show={show} />
            <Topics numbers={START} title={words.front.startTitle} intro={words.front.startIntro} />
            <Subtypes />
            <Topics numbers={OTHERS} title={words.front.topicsTitle} intro={words.front.topicsIntro} />
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
const OTHERS = [1, 2, 3, 4, 5, 6, 7];
const HELP = 6;

function Head({ language, change, show }) {
  const store = useContext(Store);
  const { front, overall, topics, ui, languages } = useContext(Words);
  const open = (topic) => {
    store.set({ topic });
    // The row is open when it is shown.
    requestAnimationFrame(() => show(`#section-${topic} > summary`));
  };
  return (
    <div id="head" className="head">
      <div id="tools" className="tools">
        <div id="langs" className="langs" role="group" aria-label={ui.languages}>
          {languages.map(([code, name]) => (
            <button
              key={code}
              id={`lang-${code}`}
              type="button"
              lang={code}
              aria-pressed={code === language}
              onClick={() => change(code)}
            >
              {name}
            </button>
          ))}
        </div>
        <button id="print" className="quiet" type="button" onClick={() => print()}>
          <Icon name="print" />
          {ui.print}
        </button>
      </div>
      <h2>{front.title}</h2>
      <p className="lead">{front.lead.join(" ")}</p>
      <p className="start">{front.start}</p>
      <slot name="welcome" />
      <p className="small draft">{front.draft}</p>
      <nav className="jump" aria-label={ui.contents}>
        <ul>
          <li>
            <button type="button" onClick={() => show("#signs")}>
              <Icon name="emergency" />
              {overall.title}
            </button>
          </li>
          <li>
            <button type="button" onClick={() => open(topics[0].id)}>
              {topics[0].name}
            </button>
          </li>
          <li>
            <button type="button" onClick={() => show("#subtypes")}>
              {front.subtypesTitle}
            </button>
          </li>
          <li>
            <button type="button" onClick={() => open(topics[HELP].id)}>
              {topics[HELP].name}
            </button>
          </li>
          <li>
            <button type="button" onClick={() => show("#sheet")}>
              {ui.sheet}
            </button>
          </li>
        </ul>
      </nav>
    </div>
  );
}

function Map({ show }) {
  const { front, sites } = useContext(Words);
  return (
    <section id="map-section" className="sec map">
      <div className="intro">
        <h3 id="map" tabIndex="-1">
          {front.mapTitle}
        </h3>
        <p>{front.mapIntro}</p>
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
  const { front, overall, rules, ui } = useContext(Words);
  const at = site.id;
  const [own, more] = site.signs;
  const folded = (name) => (
    <Fold id={`${name}-${at}`} name={ui[name]}>
      <Texts texts={site[name]} scope={`${at}-${name}`} />
    </Fold>
  );
  return (
    <div id={`site-${at}-panel`} className="panel">
      <Text text={site.key} scope={at} className="key" />
      <div className="signs">
        <h5>{ui.notice}</h5>
        <p className="sub">
          {rules.newOrWorse} {ui.noticeTick}
        </p>
        <Cards of={`site-${at}`} numbers={own} rules />
        {more.length > 0 && (
          <div className="folds">
            <Fold id={`signs-site-${at}`} name={overall.more.join(more.length)}>
              <Cards of={`site-${at}`} numbers={more} />
            </Fold>
          </div>
        )}
        <p className="sub">{rules.notADiagnosis}</p>
      </div>
      <p className="sub">{front.otherCauses}</p>
      <div className="folds">
        {folded("about")}
        {folded("found")}
        {folded("relief")}
        <Fold id={`ask-${at}`} name={ui.ask} inside="ticks inside">
          <Questions ticks={site.ask} />
        </Fold>
        {folded("unknown")}
        <SourcesFold numbers={site.sources} />
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
      <p>{rules.nobodyAnswers}</p>
      <p>{rules.company}</p>
      <p>{rules.noDriving}</p>
      <p>{rules.crisis}</p>
      <div className="acts">
        <button id="print-card" className="act" type="button" onClick={() => print()}>
          {overall.printCard}
        </button>
      </div>
      <p className="small">{front.writtenFor}</p>
      <div className="folds">
        <Rules />
        <SourcesFold numbers={front.sources[0]} />
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
          <Fold id={`signs-group-${number}`} name={overall.all.join(group.name)}>
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
  return (
    <Fold id="signs-rules" name={rules.title}>
      {rules.say.map(({ text, quote, inEnglish }) => (
        <p key={text}>
          {text} <q className="quote">{`“${quote}”`}</q>
          {inEnglish && (
            <>
              {" "}
              <span>{overall.inEnglish}</span>{" "}
              <q className="quote" lang={languages[0][0]}>
                {`“${inEnglish}”`}
              </q>
            </>
          )}
        </p>
      ))}
      {all(rules.calling)}
      <p>{rules.morning}</p>
      <List items={signs.filter(({ morning }) => morning).map(({ text }) => text)} />
      <OnTreatment />
      {all(rules.last)}
      <p className="first">{rules.seizureTitle}</p>
      <svg
        className="aid"
        viewBox="0 0 200 70"
        width="200"
        height="70"
        fill="none"
        stroke="currentColor"
        strokeWidth="5"
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden="true"
        focusable="false"
      >
        <path d="M4 64H196" strokeWidth="2" />
        <path d="M40 40a11 11 0 1 1-22 0 11 11 0 0 1 22 0z" />
        <path d="M43 46C62 40 84 42 104 47" />
        <path d="M50 46 62 57H24" />
        <path d="M104 47 136 30 142 57" />
        <path d="M104 50C124 56 150 57 184 57" />
      </svg>
      <ol className="steps">
        {rules.seizure.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
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

function Subtypes() {
  const { front, subtypes } = useContext(Words);
  return (
    <section id="subtypes-section" className="sec">
      <div id="subtypes-intro" className="intro">
        <h3 id="subtypes" tabIndex="-1">
          {front.subtypesTitle}
        </h3>
        <Texts texts={front.subtypesIntro} scope="subtypes" />
      </div>
      <div className="main">
        <div className="cards">
          {subtypes.map((subtype) => (
            <Subtype key={subtype.id} subtype={subtype} />
          ))}
        </div>
      </div>
    </section>
  );
}

const Subtype = memo(({ subtype }) => {
  const { ui } = useContext(Words);
  const at = subtype.id;
  const after = (
    <>
      <span className="one">{subtype.share}</span>
      <span className="chips">
        {subtype.chips.map((chip) => (
          <span key={chip} className="chip">
            {chip}
          </span>
        ))}
      </span>
    </>
  );
  return (
    <Fold
      id={`subtype-${at}`}
      className={subtype.label ? "card label" : "card"}
      level="h4"
      name={subtype.name}
      after={after}
      inside="panel"
    >
      {subtype.passages.map((texts, number) => (
        <Passage key={number} title={ui.passages[number]} texts={texts} scope={at} />
      ))}
      <Ticks title={ui.ask} ticks={subtype.ask} />
      <Passage title={ui.unknown} texts={subtype.unknown} scope={at} />
      <Sources numbers={subtype.sources} />
    </Fold>
  );
});

function Topics({ numbers, title, intro }) {
  const { topics } = useContext(Words);
  return (
    <section className="sec">
      <div className="intro">
        <h3>{title}</h3>
        <p>{intro}</p>
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
  return (
    <div id={`section-${topic.id}-panel`} className="panel">
      <Text text={topic.key} scope={topic.id} className="key" />
      {topic.id === "help" && <slot name="help" />}
      {runs(topic.parts).map(([closed, parts], at) =>
        closed ? (
          <div key={at} className="folds">
            {parts.map(([number, part]) => (
              <Fold key={number} name={part.name}>
                <Inside part={part} scope={`${topic.id}-${number}`} />
              </Fold>
            ))}
          </div>
        ) : (
          parts.map(([number, part]) => (
            <div key={number} className="passage">
              <h5>{topic.id === "myths" ? `${ui.myth} ${part.name}` : part.name}</h5>
              {topic.id === "myths" && <p className="truth">{ui.truth}</p>}
              <Inside part={part} scope={topic.id} />
            </div>
          ))
        ),
      )}
      {topic.id === "treatment" && <TreatmentSigns />}
      {topic.id === "living" && <ToTreatment />}
      {topic.ask.length > 0 && <Ticks title={ui.ask} ticks={topic.ask} />}
      {topic.unknown.length > 0 && <Passage title={ui.unknown} texts={topic.unknown} scope={topic.id} />}
      <Sources numbers={topic.sources} />
    </div>
  );
});

function TreatmentSigns() {
  const { treatment } = useContext(Words);
  const [own, more] = treatment.signs;
  return (
    <div className="folds">
      <Fold id="signs-treatment" name={treatment.title}>
        <OnTreatment />
        <Cards of="treatment" numbers={own} rules />
        <Cards of="treatment" numbers={more} />
      </Fold>
    </div>
  );
}

/** From Living to the signs of treatment. */
function ToTreatment() {
  const store = useContext(Store);
  const { rules, treatment } = useContext(Words);
  const open = (event) => {
    const row = event.target.getRootNode().querySelector("#signs-treatment");
    store.set({ topic: "treatment" });
    row.open = true;
    requestAnimationFrame(() => {
      row.firstElementChild.focus();
      row.scrollIntoView({ behavior: "instant" });
    });
  };
  return (
    <>
      <p>{rules.crisis}</p>
      <ul className="jump">
        <li>
          <button type="button" onClick={open}>
            {treatment.title}
          </button>
        </li>
      </ul>
    </>
  );
}

/** Parts in a row that are closed, or are not: `[closed, [[number, part], …]]`. */
function runs(parts) {
  const runs = [];
  parts.forEach((part, number) => {
    if (runs.at(-1)?.[0] !== part.closed) runs.push([part.closed, []]);
    runs.at(-1)[1].push([number, part]);
  });
  return runs;
}

function Inside({ part, scope }) {
  const { ui, terms } = useContext(Words);
  const [first, end] = part.terms;
  return (
    <>
      <Texts texts={part.say} scope={scope} />
      {part.list.length > 0 && (
        <ul className="bullets">
          <Texts texts={part.list} scope={scope} as="li" />
        </ul>
      )}
      {part.lines.length > 0 && (
        <ul className="lines">
          {part.lines.map((line) => (
            <Line key={line.name} line={line} />
          ))}
        </ul>
      )}
      {first < end && (
        <dl className="terms">
          {terms.slice(first, end).map((term) => (
            <div key={term.name}>
              <dt>
                {term.name} <span className="sub">{ui.said.join(term.say)}</span>
              </dt>
              <dd>{term.text}</dd>
            </div>
          ))}
        </dl>
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
      {line.phone && labelled(ui.phone, <a href={`tel:${line.phone.replace(/[^\d+]/g, "")}`}>{line.phone}</a>)}
      {line.hours && labelled(ui.hours, <span>{line.hours}</span>)}
      {line.languages && labelled(ui.spoken, <span>{line.languages}</span>)}
      {labelled(ui.link, <Link to={line.url}>{line.url.replace(/^https:\/\/(www\.)?|\/$/g, "")}</Link>)}
    </li>
  );
}

function Sheet() {
  const store = useContext(Store);
  const words = useContext(Words);
  const { front, ui } = words;
  const ticks = useStore((state) => state.ticks);
  const remove = (id) => store.set({ ticks: new Set([...ticks].filter((other) => other !== id)) });
  return (
    <section id="sheet-section" className="sec">
      <div className="intro">
        <h3 id="sheet" tabIndex="-1">
          {ui.sheet}
        </h3>
        <p>{ui.sheetIntro}</p>
      </div>
      <div className="main">
        <div className="sheet">
          {ticks.size === 0 ? (
            <p className="sub">{ui.sheetEmpty}</p>
          ) : (
            <>
              <p className="first">{ui.sheetFirst}</p>
              {groups(words, ticks).map(
                ([title, items], group) =>
                  items.length > 0 && (
                    <div key={group}>
                      <h4>{title}</h4>
                      <ul>
                        {items.map(({ id, text, place }) => (
                          <li key={id}>
                            <span>
                              {text}
                              <small>{place}</small>
                            </span>
                            <button
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
                    </div>
                  ),
              )}
              <div className="acts">
                <button className="act" type="button" onClick={() => store.set({ ticks: new Set() })}>
                  {ui.sheetClear}
                </button>
              </div>
            </>
          )}
          <p className="kept small">
            <Icon name="lock" />
            <span>{front.privacy}</span>
          </p>
        </div>
      </div>
    </section>
  );
}

/** What is ticked: signs by level, the most urgent first, and questions. Each with its title. */
function groups({ signs, overall, sites, subtypes, topics, ui }, ticks) {
  const ticked = signs
    .map(({ level, tick, group }, number) => ({
      id: `sign-${number}`,
      level,
      text: tick,
      place: overall.groups[group].name,
    }))
    .filter(({ id }) => ticks.has(id));
  const questions = [...sites, ...subtypes, ...topics].flatMap(({ ask, name }) =>
    ask.filter(({ id }) => ticks.has(id)).map((question) => ({ ...question, place: name })),
  );
  return [
    ...overall.levels.map((title, level) => [title, ticked.filter((sign) => sign.level === level)]),
    [ui.sheetAsk, questions],
  ];
}

function Foot() {
  const { front } = useContext(Words);
  return (
    <div id="foot" className="end">
      <div className="notes">
        {front.notes.map((note) => (
          <p key={note}>{note}</p>
        ))}
      </div>
      <div className="meta small">
        <p>{front.sourcesUntil}</p>
        <p>{front.draft}</p>
        <p>{front.privacy}</p>
        {front.edition.filter(Boolean).map((line) => (
          <p key={line}>{line}</p>
        ))}
        <p>{front.version}</p>
      </div>
      <Sources numbers={front.sources[1]} level="h3" />
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
