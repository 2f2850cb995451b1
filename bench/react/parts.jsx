// Pieces that several regions use: icons, rows, texts with terms of the glossary, ticks, signs, sources.

import { Fragment, memo, useContext, useEffect, useLayoutEffect, useRef, useState } from "react";
import { Store, Turns, useStore, Words } from "./state.js";

const ICONS = {
  emergency: "M8.3 2.8h7.4l5.5 5.5v7.4l-5.5 5.5H8.3l-5.5-5.5V8.3zM12 7.5v5.5M12 16.6v.1",
  phone:
    "M6.6 3.2 9.4 3l1.7 4.6-2 1.7c1 2.4 2.7 4.3 5.3 5.5l1.8-1.9 4.5 1.9-.3 2.9c-.2 1.7-1.6 2.8-3.2 2.6C10.3 19.5 4.5 13.6 3.8 6.5 3.6 4.8 4.9 3.3 6.6 3.2z",
  calendar: "M4 6.5h16v13.5H4zM4 10.8h16M8 3.5v4M16 3.5v4M8.5 15.3l2.3 2.2 4.5-4.3",
  chevron: "M5 9l7 7 7-7",
  close: "M6 6l12 12M18 6 6 18",
  print: "M7 8.5V3.5h10v5M7 17H4.5V8.5h15V17H17M7 14h10v6.5H7z",
  lock: "M6 10.5h12v9.5H6zM8.5 10.5V7.5a3.5 3.5 0 0 1 7 0v3",
};

export const Icon = memo(({ name }) => (
  <svg
    className="ico"
    viewBox="0 0 24 24"
    width="24"
    height="24"
    fill="none"
    stroke="currentColor"
    aria-hidden="true"
    focusable="false"
  >
    <path d={ICONS[name]} />
  </svg>
));

const Summary = ({ level: Heading, name, before, children, ...props }) => (
  <summary {...props}>
    {before}
    <Heading className="name">{name}</Heading>
    {children}
    <span className="chev">
      <Icon name="chevron" />
    </span>
  </summary>
);

/**
 * A row that opens by itself, beside others: a card, a closed part, sources. The browser keeps whether it is open. With
 * `panel` what it holds has an id.
 */
export const Fold = ({ id, className = "fold", level = "h5", name, after, inside = "inside", panel, children }) => (
  <details id={id} className={className}>
    <Summary level={level} name={name}>
      {after}
    </Summary>
    <div id={panel && `${id}-panel`} className={inside}>
      <Later>{children}</Later>
    </div>
  </details>
);

/** What a closed row holds, which is made in its turn where that is wanted; at once if it is opened. */
function Later({ now, children }) {
  const later = useContext(Turns);
  const [made, make] = useState(!later);
  const told = useRef(null);
  const isThere = made || now;
  useEffect(() => {
    if (later)
      later(
        () =>
          new Promise((done) => {
            told.current = done;
            make(true);
          }),
      );
  }, [later]);
  useEffect(() => {
    if (made) told.current?.();
  }, [made]);
  // What is inside is made with it.
  return isThere ? <Turns value={null}>{children}</Turns> : null;
}

/** A row of which one is open at a time. What was pressed stays where it is on the screen. */
export function Row({ kind, item, number, className, children }) {
  const store = useContext(Store);
  const open = useStore((state) => state[kind] === item.id);
  const head = useRef(null);
  const before = useRef(null);
  const set = (open) => store.set({ [kind]: open ? item.id : null });
  useLayoutEffect(() => {
    if (before.current === null) return;
    const off = head.current.getBoundingClientRect().top - before.current;
    before.current = null;
    if (Math.abs(off) >= 0.5) scrollBy({ top: off, behavior: "instant" });
  }, [open]);
  const press = (event) => {
    event.preventDefault();
    before.current = head.current.getBoundingClientRect().top;
    set(!open);
  };
  const toggle = (event) => {
    // The browser opened it for what was searched in the page, or closed it for another.
    if (event.target === event.currentTarget && event.target.open !== (store.get()[kind] === item.id))
      set(event.target.open);
  };
  return (
    <details
      id={`${kind === "topic" ? "section" : kind}-${item.id}`}
      className={className}
      name={kind}
      open={open}
      onToggle={toggle}
      onKeyDown={(event) => event.key === "Escape" && set(false)}
    >
      <summary ref={head} onClick={press}>
        {number && (
          <span className="num" aria-hidden="true">
            {number}
          </span>
        )}
        <h4 className="name">{item.name}</h4>
        <span className="hint">{item.hint}</span>
        <span className="chev">
          <Icon name="chevron" />
        </span>
      </summary>
      <Later now={open}>{children}</Later>
    </details>
  );
}

/** A text; terms of the glossary in it open at its end. */
export const Text = ({ as: Tag = "p", text, scope, className }) =>
  typeof text === "string" ? <Tag className={className}>{text}</Tag> : <Marked {...{ Tag, text, scope, className }} />;

function Marked({ Tag, text, scope, className }) {
  const store = useContext(Store);
  const { terms } = useContext(Words);
  const key = (term) => `${scope}-${term}`;
  const numbers = text.filter(Array.isArray).map(([term]) => term);
  const open = useStore((state) => numbers.find((term) => state.term === key(term)) ?? null);
  return (
    <Tag className={className}>
      {text.map((piece) =>
        typeof piece === "string" ? (
          piece
        ) : (
          <button
            key={piece[0]}
            id={`term-${key(piece[0])}`}
            className="term"
            type="button"
            aria-expanded={open === piece[0]}
            onClick={() => store.set({ term: open === piece[0] ? null : key(piece[0]) })}
          >
            {piece[1]}
          </button>
        ),
      )}
      {open !== null && <Definition term={terms[open]} />}
    </Tag>
  );
}

function Definition({ term }) {
  return (
    <span id="definition" className="def">
      <strong>{term.name}</strong>
      <Pronounced term={term} /> <span className="means">{term.text}</span>
    </span>
  );
}

/** How to say a word, where it is not said as it is written. */
export function Pronounced({ term }) {
  const { ui } = useContext(Words);
  return (
    term.say && (
      <>
        {" "}
        <span className="sub">{ui.said.join(term.say)}</span>
      </>
    )
  );
}

export const Texts = ({ texts, scope, as }) =>
  texts.map((text, at) => <Text key={at} as={as} text={text} scope={scope} />);

export const Passage = ({ title, texts, scope }) => (
  <div className="passage">
    <h5>{title}</h5>
    <Texts texts={texts} scope={scope} />
  </div>
);

export const List = ({ items }) => (
  <ul className="bullets">
    {items.map((item, at) => (
      <li key={at}>{item}</li>
    ))}
  </ul>
);

/** What to do, step by step. */
export const Steps = ({ items }) => (
  <ol className="steps">
    {items.map((item) => (
      <li key={item}>{item}</li>
    ))}
  </ol>
);

export const Ticks = ({ title, ticks }) => (
  <fieldset className="ticks">
    <legend>
      <h5>{title}</h5>
    </legend>
    <Questions ticks={ticks} />
  </fieldset>
);

export function Questions({ ticks }) {
  const { ui } = useContext(Words);
  return (
    <>
      <p className="sub">{ui.askTick}</p>
      <div className="list">
        {ticks.map(({ id, text }) => (
          <Tick key={id} id={id} of={id}>
            {text}
          </Tick>
        ))}
      </div>
    </>
  );
}

/** What a picture shows. */
export const Caption = ({ children }) => (
  <p className="small" aria-hidden="true">
    {children}
  </p>
);

/** A box. Boxes of the same sign have each their id, and are ticked together. */
export function Tick({ id, of, children }) {
  const store = useContext(Store);
  const { ui } = useContext(Words);
  const ticked = useStore((state) => state.ticks.has(of));
  const change = (event) => {
    const ticks = new Set(store.get().ticks);
    ticks[event.target.checked ? "add" : "delete"](of);
    store.set({ ticks, said: ui.sheetCount.join(ticks.size) });
  };
  return (
    <label>
      <input id={id} type="checkbox" autoComplete="off" checked={ticked} onChange={change} />
      <span>{children}</span>
    </label>
  );
}

const CARDS = [
  ["call call-now", "emergency"],
  ["call call-day", "phone"],
  ["call call-soon", "calendar"],
];

/** More signs than these cannot be looked through without the names of their groups. */
const MANY = 12;

/** Signs by number, in a card for each level that has some. */
export function Cards({ of, numbers, rules, heard }) {
  const words = useContext(Words);
  return CARDS.map(([className, icon], level) => {
    const shown = numbers.filter((number) => words.signs[number].level === level);
    // Many signs stand under the names of their groups.
    const isGrouped = !rules && !heard && shown.length > MANY;
    return (
      shown.length > 0 && (
        <fieldset key={level} className={className}>
          <legend className="call-head">
            <Icon name={icon} />
            <h6>{words.overall.levels[level]}</h6>
          </legend>
          <div className="boxes">
            {shown.map((number, at) => {
              const { group, noBox } = words.signs[number];
              const begins = isGrouped && group !== words.signs[shown[at - 1]]?.group;
              const sign = <Sign sign={words.signs[number]} heard={heard} />;
              return (
                <Fragment key={number}>
                  {begins && (
                    <p className="no-box">
                      <strong>{words.overall.groups[group].name}</strong>
                    </p>
                  )}
                  {noBox ? (
                    <p className="no-box">{sign}</p>
                  ) : (
                    <Tick id={`sign-${number}-${of}`} of={`sign-${number}`}>
                      {sign}
                    </Tick>
                  )}
                </Fragment>
              );
            })}
          </div>
          {rules && level < 2 && (
            <div className="more">
              {level === 0 && <p>{words.rules.noDrivingNow}</p>}
              {level === 1 && <Steps items={words.rules.nobodyAnswers} />}
              {level === 1 && <p>{words.rules.company}</p>}
            </div>
          )}
        </fieldset>
      )
    );
  });
}

/** The words of a sign, and under it what it depends on. */
function Sign({ sign, heard }) {
  const { overall } = useContext(Words);
  const notes = [
    sign.only && overall.only.join(sign.only),
    sign.note,
    sign.worse && overall.worse.join(sign.worse),
    sign.sooner && overall.sooner.join(sign.sooner),
  ];
  return (
    <>
      {sign.text}
      {notes.filter(Boolean).map((note) => (
        <Fragment key={note}>
          {" "}
          <small>{note}</small>
        </Fragment>
      ))}
      {heard && sign.heard && (
        <>
          {" "}
          <small className="heard">{overall.heard.join(sign.heard)}</small>
        </>
      )}
    </>
  );
}

export const Sources = (props) => (
  <div className="folds">
    <SourcesFold {...props} />
  </div>
);

/** `children` stand before the sources. */
export function SourcesFold({ of, numbers, level, title, children }) {
  const { ui, sources } = useContext(Words);
  return (
    <Fold id={`sources-${of}`} name={title ?? ui.sources} level={level}>
      {children}
      <p className="sub">{ui.sourcesNote}</p>
      <ul className="bullets origin">
        {numbers.map((number) => {
          const { lang, publisher, url, title, read } = sources[number];
          return (
            <li key={number}>
              {publisher}:{" "}
              <Link to={url} lang={lang || undefined}>
                {title}
              </Link>
              {read && ` (${ui.read.join(read)})`}
            </li>
          );
        })}
      </ul>
    </Fold>
  );
}

export const Link = ({ to, lang, children }) => (
  <a href={to} lang={lang} dir={lang && "auto"} rel="noopener noreferrer" target="_blank">
    {children}
  </a>
);
