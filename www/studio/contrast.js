// How well colours of a page can be read in the guide: the pairs that the widget itself measures (`#checkColours` in
// element.js), on its own grounds by day and by night. What is filled with the accent has the colour of the day at night too.

/** WCAG 2.2, 1.4.3. */
const LEAST = 4.5;

/** `--_paper` and `--_ink-soft` of widget.css; a test compares them. */
export const GROUNDS = {
  light: { paper: "#fffdfa", soft: "#594f47", accent: "#1c5b5a" },
  dark: { paper: "#1d1b1a", soft: "#c9bfb4", accent: "#8fcfc9" },
};

/** Relative luminance of `#rrggbb`. */
function luminance(colour) {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const value = parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05;
}

/** @param {string} one @param {string} other both `#rrggbb` */
export function contrast(one, other) {
  const [dark, bright] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return bright / dark;
}

/**
 * @param {string} name `accent`, `on-accent` or `accent-soft`
 * @param {Record<string, string>} colours those that were chosen
 * @returns {{ scheme: "light" | "dark", contrast: number, isEnough: boolean }[]}
 */
export function contrasts(name, colours) {
  const against = {
    accent: ({ paper }) => paper,
    "on-accent": () => colours.accent ?? GROUNDS.light.accent,
    "accent-soft": ({ soft }) => soft,
  };
  return /** @type {("light" | "dark")[]} */ (["light", "dark"])
    .filter((scheme) => name !== "on-accent" || scheme === "light")
    .map((scheme) => {
      const value = contrast(colours[name], against[name](GROUNDS[scheme]));
      return { scheme, contrast: value, isEnough: value >= LEAST };
    });
}
