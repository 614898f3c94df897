// The leaders: who they are and how often they went abroad, and one leader's visits on a timeline.
"use strict";

const Leaders = (() => {
  const { el, byId } = Dom;
  const AT_FIRST = 60;
  const MOST_ROWS = 200;
  const FIGURE = "timeline";

  function show(visits, state) {
    Save.forget([FIGURE]);
    const leader = state.leader && Records.leaders.find((one) => one.id === state.leader);
    byId("leaders").replaceChildren(...(leader ? one(leader, visits) : list(visits)));
    Save.redraw();
  }

  function list(visits) {
    const groups = new Map();
    for (const visit of visits) {
      if (!groups.has(visit.leader)) groups.set(visit.leader, []);
      groups.get(visit.leader).push(visit);
    }
    const ranked = [...groups].sort((a, b) => b[1].length - a[1].length || (a[0].name < b[0].name ? -1 : 1));
    const cards = (some) => some.map(([leader, theirs]) => card(leader, theirs));
    const all = el("ul", { class: "leaders" }, cards(ranked.slice(0, AT_FIRST)));
    const rest = ranked.slice(AT_FIRST);
    const more = rest.length > 0 && el("button", {
      type: "button", class: "quiet",
      onclick: () => { all.append(...cards(rest)); more.remove(); all.children[AT_FIRST].querySelector("a").focus(); },
    }, `Show ${Words.count(rest.length, "leader")} with fewer visits`);
    return [
      el("p", { class: "note" }, "Choose a leader for a timeline of visits. The search above finds leaders by name."), all, more,
    ].filter(Boolean);
  }

  function card(leader, visits) {
    const from = visits.find((visit) => visit.from);
    const hosts = new Set(visits.map((visit) => visit.host)).size;
    return el("li", { class: "card" },
      el("a", { href: State.link({ leader: leader.id }) }, leader.name),
      el("span", { class: "note" }, from ? from.from.name : "", from && " · ", span(visits)),
      el("span", null, `${Words.count(visits.length, "visit")} to ${Words.count(hosts, "country", "countries")}`));
  }

  function span(visits) {
    const years = visits.map((visit) => visit.year).filter(Boolean);
    if (!years.length) return "undated";
    const [first, last] = [years.reduce((a, b) => Math.min(a, b)), years.reduce((a, b) => Math.max(a, b))];
    return first === last ? String(first) : `${first}–${last}`;
  }

  function one(leader, visits) {
    const inTime = [...visits].sort((a, b) => ((a.start || "9999") < (b.start || "9999") ? -1 : 1));
    const undated = visits.filter((visit) => !visit.start || visit.start.length === 4);
    const from = visits.find((visit) => visit.from);
    const hosts = new Set(visits.map((visit) => visit.host)).size;
    const says = (visit) => `${visit.host.name}, ${Words.period(visit.start, visit.end)}, ${visit.status}`;
    const title = `${leader.name}'s visits abroad`;
    const rows = () => inTime.map((visit) => [visit.host.name, Words.period(visit.start, visit.end), visit.status]);
    return [
      el("p", null, el("a", { href: State.link({ leader: "", visit: "" }) }, "‹ All leaders")),
      el("h2", { class: "name" }, leader.name),
      el("p", { class: "note" }, from ? `${from.from.name}. ` : "",
        `${Words.count(visits.length, "visit")} to ${Words.count(hosts, "country", "countries")}, ${span(visits)}.`),
      Save.framed({
        name: FIGURE, title, size: "wide-card",
        note: "Filled: took place; pale: known to the month; outlined: planned; grey: cancelled."
          + (undated.length ? ` ${Words.count(undated.length, "visit")} known to the year at most, in the table alone.` : ""),
        draw: (width, colours) => Figures.timeline(
          { visits, title, says, press: (visit) => State.set({ visit: visit.id }) }, width, colours),
        table: () => ({ head: ["Host", "When", "Status"], rows: rows() }),
      }),
      Table.grid(inTime.slice(0, MOST_ROWS), null, title),
    ];
  }

  return { show };
})();
