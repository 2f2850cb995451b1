// Small pictures beside words that say the same: the drawings of `src/view/picture.rs`, which explains them.

import { useContext } from "react";
import { Caption } from "./parts.jsx";
import { Words } from "./state.js";

const Picture = ({ size: [width, height], children, ...props }) => (
  <svg
    viewBox={`0 0 ${width} ${height}`}
    width={width}
    height={height}
    fill="none"
    stroke="currentColor"
    strokeLinecap="round"
    aria-hidden="true"
    focusable="false"
    {...props}
  >
    {children}
  </svg>
);

/** A hundred dots for a text that says a share "N in 100", or nothing. */
export function Dots({ text }) {
  const { ui } = useContext(Words);
  const full = share(text);
  if (full === undefined) return null;
  const dots = Array.from({ length: 100 }, (_, dot) => {
    const at = `M${(dot % 25) * 10 + 5} ${Math.floor(dot / 25) * 10 + 5}`;
    return dot < full ? `${at}h0` : `${at}m-3 0a3 3 0 1 0 6 0a3 3 0 1 0 -6 0`;
  });
  return (
    <>
      <Picture className="dots" size={[250, 40]}>
        <path d={dots.slice(0, full).join("")} strokeWidth="8" />
        <path d={dots.slice(full).join("")} strokeWidth="1" />
      </Picture>
      <Caption>{ui.dots}</Caption>
    </>
  );
}

/** The last whole number before a 100, in a text or a list of words and terms. */
function share(text) {
  const words = [text].flat().map((piece) => (typeof piece === "string" ? piece : piece[1]));
  const numbers = words.join("").match(/\d+(?:[.,]\d+)*/g) ?? [];
  const before = numbers[numbers.indexOf("100") - 1];
  return /^\d+$/.test(before) && before <= 100 ? Number(before) : undefined;
}

const CELLS = [
  ["0.8", "0"],
  ["2", "1+"],
  ["4", "2+"],
  ["7", "3+"],
];

/** Four cells whose edge stains more and more. */
export const Her2Scale = () => (
  <p className="scale" aria-hidden="true">
    {CELLS.map(([width, score]) => (
      <span key={score}>
        <Picture className="cell" size={[40, 40]}>
          <circle cx="20" cy="20" r="15" strokeWidth={width} />
        </Picture>
        {`${score} `}
      </span>
    ))}
  </p>
);

const Step = ({ asked, named }) => (
  <p>
    <span>{asked}</span>
    {" + → "}
    <span>{named}</span>
  </p>
);

/** Which results name which type; `none` is the name of what has none of the three receptors. */
export const WhichType = ({ none }) => (
  <div className="flow" aria-hidden="true">
    <Step asked="HER2 ?" named="HER2 +" />
    <p>− ↓</p>
    <Step asked="ER · PR ?" named="ER · PR +" />
    <p>− ↓</p>
    <p>
      <span>{none}</span>
    </p>
  </div>
);
