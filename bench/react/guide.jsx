// The guide: the widget's content, figure and interaction as React components.

import { memo, Suspense, use, useContext, useLayoutEffect, useRef, useState, useTransition } from "react";
import Drawing from "bench:drawing";
import { Fold, Icon, Link, List, Passage, Row, Sources, Text, Texts, Ticks } from "./parts.jsx";
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
  const { front, urgent, topics, ui, languages } = useContext(Words);
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
            <button type="button" onClick={() => show("#urgent")}>
              <Icon name="emergency" />
              {urgent.title}
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
        <Urgent />
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
  const { front, ui } = useContext(Words);
  const at = site.id;
  return (
    <div id={`site-${at}-panel`} className="panel">
      <Text text={site.key} scope={at} className="key" />
      <Passage title={ui.about} texts={site.about} scope={at} />
      <Ticks title={ui.notice} reminder={front.otherCauses} note={ui.noticeTick} ticks={site.notice} />
      <Calls site={site} />
      <div className="folds">
        <Fold name={ui.found}>
          <Texts texts={site.found} scope={`${at}-found`} />
        </Fold>
        <Fold name={ui.relief}>
          <Texts texts={site.relief} scope={`${at}-relief`} />
        </Fold>
      </div>
      <Ticks title={ui.ask} note={ui.askTick} ticks={site.ask} />
      <Passage title={ui.unknown} texts={site.unknown} scope={at} />
      <Sources numbers={site.sources} />
    </div>
  );
});

const CARDS = [
  ["call call-now", "emergency"],
  ["call call-day", "phone"],
  ["call call-soon", "calendar"],
];

function Calls({ site }) {
  const { ui, urgent } = useContext(Words);
  return (
    <div className="calls">
      <h5 className="sr">{ui.calls.join(site.name)}</h5>
      {CARDS.map(([className, icon], level) => (
        <div key={icon} className={className}>
          <div className="call-head">
            <Icon name={icon} />
            <p className="level">{ui.levels[level]}</p>
            <h6>{ui.levelCalls[level]}</h6>
          </div>
          <List items={site.calls[level]} />
          {level === 1 && (
            <div className="more">
              <p>{urgent.ifNobodyAnswers}</p>
            </div>
          )}
        </div>
      ))}
      <p className="small">{urgent.whatToSay}</p>
    </div>
  );
}

function Urgent() {
  const { front, urgent, ui } = useContext(Words);
  return (
    <section id="urgent-signs" className="urgent" aria-labelledby="urgent">
      <div className="call-head">
        <Icon name="emergency" />
        <h4 id="urgent" tabIndex="-1">
          {urgent.title}
        </h4>
        <p className="sub">{urgent.intro}</p>
      </div>
      <h5>{ui.levelCalls[0]}</h5>
      <List items={urgent.now} />
      <h5>{ui.levelCalls[1]}</h5>
      <List items={urgent.day} />
      <p>{urgent.ifNobodyAnswers}</p>
      <p>{urgent.whatToSay}</p>
      <p>{urgent.noWaiting}</p>
      <p>{urgent.crisis}</p>
      <p className="small">{front.writtenFor}</p>
      <Sources numbers={front.sources[0]} />
    </section>
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
      <Ticks title={ui.ask} note={ui.askTick} ticks={subtype.ask} />
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
      {topic.ask.length > 0 && <Ticks title={ui.ask} note={ui.askTick} ticks={topic.ask} />}
      {topic.unknown.length > 0 && <Passage title={ui.unknown} texts={topic.unknown} scope={topic.id} />}
      <Sources numbers={topic.sources} />
    </div>
  );
});

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
                (items, group) =>
                  items.length > 0 && (
                    <div key={group}>
                      <h4>{ui.sheetGroups[group]}</h4>
                      <ul>
                        {items.map(({ id, text, level, place }) => (
                          <li key={id}>
                            <span>
                              {text}
                              <small>{place}</small>
                              {level !== undefined && <strong className="must">{ui.sheetLevels[level]}</strong>}
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

/** What is ticked: signs that cannot wait, other signs, questions. */
function groups({ sites, subtypes, topics }, ticks) {
  const ticked = (places, key) =>
    places.flatMap((place) =>
      place[key].filter(({ id }) => ticks.has(id)).map((tick) => ({ ...tick, place: place.name })),
    );
  const signs = ticked(sites, "notice");
  return [
    signs.filter(({ level }) => level !== undefined),
    signs.filter(({ level }) => level === undefined),
    [...ticked(sites, "ask"), ...ticked(subtypes, "ask"), ...ticked(topics, "ask")],
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
