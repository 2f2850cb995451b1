// What each attribute takes and refuses: one table for the rule in www/interface.json, the WordPress block, the builder, PHP
// and the model, so that none differs from another. Spaces around a value are left out of account; an empty value is as
// good as none.

export const VALUES = {
  lang: {
    good: ["en", "es", "es-MX", "es_MX", "es_MX.UTF-8", " es ", "ES", "es-419", "en-US-x-private", ""],
    bad: ["tlh", "fr-CA", "e", "english", "español", "-es"],
  },
  site: { good: ["bones", "anywhere", " liver ", ""], bad: ["foot", "Liver", "liver bones"] },
  sections: { good: ["map", "help map", " help  map ", ""], bad: ["maps", "map; help", "Map"] },
  theme: { good: ["auto", "dark", " light ", ""], bad: ["sepia", "Dark"] },
  "heading-level": { good: ["1", "2", "3", " 2 ", ""], bad: ["0", "4", "two", "2.0"] },
  ...Object.fromEntries(
    ["support-phone", "care-team-phone"].map((name) => [
      name,
      {
        good: ["1-800-555-0100", "+1 (800) 555.0100", "988", " 988 ", "12345678901234567890", ""],
        bad: [
          "none",
          "12",
          "1-800-FLOWERS",
          "555 0100 ext 3",
          "555/0100",
          "٥٥٥٠١٠٠",
          "123456789012345678901",
          `9${"-".repeat(40)}88`,
          "()",
        ],
      },
    ]),
  ),
  ...Object.fromEntries(
    ["support-label", "care-team-hours"].map((name) => [
      name,
      { good: ["Our “line” & more", "Mon–Fri, 9 > 5", "ñ".repeat(100), "🎗".repeat(100), ""], bad: ["ñ".repeat(101)] },
    ]),
  ),
  "support-url": {
    good: [
      "https://example.org/?a=1&b=2#c",
      "https://[::1]:8080/~a",
      " https://example.org ",
      `https://${"a".repeat(492)}`,
      "",
    ],
    bad: [
      "javascript:0",
      "http://example.org",
      "https://",
      "//example.org",
      "https://exämple.org",
      "https://a b",
      'https://a"b',
      "https://a'b",
      "https://a<b",
      "https://a>b",
      `https://${"a".repeat(493)}`,
    ],
  },
  emergency: {
    good: ["911", "112", "0 8 0 0", " 112 ", "123456789012", ""],
    bad: ["none", "1-1-2", "+112", "1234567890123", "١١٢"],
  },
  loading: { good: ["lazy", "eager", " eager ", ""], bad: ["late", "Eager"] },
  engine: { good: ["auto", "wasm", "js", " js ", ""], bad: ["java", "JS"] },
};

/** The same for the custom properties that the WordPress plugin writes into `style`, without `--mbc-`. */
const COLOR = {
  good: [
    "#1c5b5a",
    "#FFF",
    "#1c5b5a80",
    " #1c5b5a ",
    "rgb(28, 91, 90)",
    "rgba(28 91 90 / 50%)",
    "hsl(179, 53%, 23%)",
    "light-dark(#7a1f5c, #e6a8d0)",
    "var(--wp--preset--color--primary)",
    "",
  ],
  bad: [
    "#12",
    "#12345",
    "#1c5b5g",
    "1c5b5a",
    "red",
    "#fff;color:red",
    "#fff}",
    "#fff/**/",
    "rgb(1;2;3)",
    "rgb(url(a))",
    "url(https://example.org/a)",
    "var(--a, url(b))",
    "expression(alert(1))",
    '#fff"',
    "\\23 fff",
    `rgb(${"1,".repeat(40)}1)`,
  ],
};
export const STYLES = {
  accent: COLOR,
  "on-accent": COLOR,
  "accent-soft": COLOR,
  radius: {
    good: ["0", "10px", "0.5em", "1.25rem", " 4px ", ""],
    bad: ["10", "-1px", "10%", "1000px", "calc(1px)", "1px;color:red", "px", "1e3px"],
  },
};
