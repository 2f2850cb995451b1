// The element in a component of React: properties, attributes, and listeners on the element itself.

export function Guide({ later = false, report = () => {}, ...more }) {
  return (
    <mbc-body-map
      lang="en"
      theme={later ? "light" : "dark"}
      headingLevel={later ? 1 : 3}
      deepLink={!later}
      support-label="Our line"
      onmbc-ready={({ detail }) => report("mbc-ready", detail)}
      onmbc-select={({ detail }) => report("mbc-select", detail)}
      {...more}
    >
      <p slot="welcome">Welcome.</p>
      <p>Words of the page.</p>
    </mbc-body-map>
  );
}
