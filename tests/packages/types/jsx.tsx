// Uses every attribute, property and event of the element in JSX of React, Preact and Solid; what is marked must be
// refused. What they write in ways of their own is in `react.tsx`, `preact.tsx` and `solid.tsx`.

import "mbc-body-map/define";

export function Page() {
  return (
    <>
      <mbc-body-map
        lang="es"
        site="liver"
        sections="map help"
        theme="dark"
        heading-level={3}
        care-team-phone="555 0100"
        care-team-hours="always"
        support-phone="555 0200"
        support-label="Our line"
        support-url="https://example.org/"
        emergency="112"
        loading="eager"
        engine="js"
        base-url="/files/"
        deep-link
        onmbc-ready={({ detail }) => console.log(detail.engine === "wasm", detail.version, detail.lang)}
        onmbc-error={({ detail }) => console.log(detail.code === "http", detail.message)}
        onmbc-select={({ detail }) => console.log(detail.kind === "site", detail.id, detail.open)}
      >
        <p slot="welcome">Welcome.</p>
      </mbc-body-map>
      <mbc-body-map
        headingLevel="1"
        careTeamPhone="555 0100"
        careTeamHours="always"
        supportPhone="555 0200"
        supportLabel="Our line"
        supportUrl="https://example.org/"
        baseUrl="/files/"
        deepLink={false}
      />
      {/* @ts-expect-error There is no such theme. */}
      <mbc-body-map theme="sepia" />
      {/* @ts-expect-error There is no such level. */}
      <mbc-body-map heading-level={4} />
      {/* @ts-expect-error There is no such property. */}
      <mbc-body-map sites="liver" />
      {/* @ts-expect-error It is told of an event, not of a string. */}
      <mbc-body-map onmbc-select={(id: string) => console.log(id)} />
      {/* @ts-expect-error There is no such element. */}
      <mbc-bodymap />
    </>
  );
}
