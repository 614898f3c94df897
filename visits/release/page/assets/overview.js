// The overview: figures of the visits that the filters let pass. A pressed mark shows its visits in the table.
"use strict";

const Overview = (() => {
  const { el, byId } = Dom;
  const MOST_BARS = 12;
  const MOST_COUNTRIES = 16;
  const LENGTHS = [[1, 1], [2, 2], [3, 3], [4, 4], [5, 5], [6, 6], [7, 7], [8, 10], [11, 14], [15, Infinity]];
  const NAMES = ["visits-per-year", "most-frequent-pairs", "leaders-who-travelled-most", "who-visits-whom", "lengths", "travel", "kinds"];
  let drawn = null;

  function show(visits) {
    if (drawn === visits) {
      Save.redraw();
      return;
    }
    drawn = visits;
    Save.forget(NAMES);
    byId("overview").replaceChildren(tiles(visits), el("div", { class: "figures" },
      perYear(visits), pairs(visits), travellers(visits), whom(visits), lengths(visits), modes(visits), kinds(visits)));
    Save.redraw();
  }

  const visitsWord = (n) => Words.count(n, "visit");
  const table = (changes) => () => State.set({ view: "visits", ...changes });

  function tiles(visits) {
    const held = visits.filter((visit) => visit.status !== "cancelled" && visit.status !== "planned");
    const days = Figures.sum(held.map((visit) => visit.days || 0));
    const dayed = visits.filter((visit) => visit.days).length;
    const facts = [
      [Words.number(visits.length), visits.length === 1 ? "visit" : "visits"],
      [Words.number(new Set(visits.map((visit) => visit.leader)).size), "leaders"],
      [Words.number(new Set(visits.map((visit) => visit.host)).size), "host countries"],
      [Words.number(days), "days abroad"],
      [visits.length ? `${Math.round((100 * dayed) / visits.length)} %` : "–", "known to the day"],
      [Words.number(visits.filter((visit) => visit.conflicts).length), "with sources that disagree"],
    ];
    return el("dl", { class: "tiles" }, facts.map(([n, what]) => el("div", null, el("dt", null, what), el("dd", null, n))));
  }

  function counted(visits, key) {
    const counts = new Map();
    for (const visit of visits) counts.set(key(visit), (counts.get(key(visit)) || 0) + 1);
    return counts;
  }

  const ranked = (counts) => [...counts].sort((a, b) => b[1] - a[1] || (nameOf(a[0]) < nameOf(b[0]) ? -1 : 1));
  const nameOf = (key) => (key && key.name) || String(key);

  function perYear(visits) {
    const parts = [
      { name: "took place", colour: "main", of: (status) => status !== "planned" && status !== "cancelled" },
      { name: "planned", colour: "pale", of: (status) => status === "planned" },
      { name: "cancelled", colour: "grey", of: (status) => status === "cancelled" },
    ];
    const dated = visits.filter((visit) => visit.year);
    const byYear = new Map();
    for (const visit of dated) {
      if (!byYear.has(visit.year)) byYear.set(visit.year, [0, 0, 0]);
      byYear.get(visit.year)[parts.findIndex((part) => part.of(visit.status))] += 1;
    }
    const years = [...byYear.keys()].sort((a, b) => a - b);
    const all = years.length ? Array.from({ length: years[years.length - 1] - years[0] + 1 }, (_, n) => years[0] + n) : [];
    const rows = all.map((year) => [year, ...(byYear.get(year) || [0, 0, 0])]);
    const columns = rows.map(([year, ...n]) => ({
      label: String(year), parts: n, says: `${year}: ${visitsWord(Figures.sum(n))}`,
      press: table({ since: String(year), until: String(year) }),
    }));
    const undated = visits.length - dated.length;
    return Save.frame({
      name: "visits-per-year", title: "Visits per year", wide: true,
      note: `By the year of their start${undated ? `; ${visitsWord(undated)} without a year left out` : ""}.`,
      draw: (width, colours) => Figures.stacked({ columns, parts, title: "Visits per year" }, width, colours),
      table: () => ({ head: ["Year", ...parts.map((part) => part.name)], rows }),
    });
  }

  function barFigure({ name, title, note, rows, head, room }) {
    return Save.frame({
      name, title, note,
      draw: (width, colours) => Figures.bars({ bars: rows, title, room }, width, colours),
      table: () => ({ head, rows: rows.map((row) => [row.label, row.n]) }),
    });
  }

  function pairs(visits) {
    const counts = counted(visits.filter((visit) => visit.from), (visit) => `${visit.from.name} → ${visit.host.name}`);
    const codes = new Map(visits.filter((v) => v.from).map((v) => [`${v.from.name} → ${v.host.name}`, [v.from.code, v.host.code]]));
    const rows = ranked(counts).slice(0, MOST_BARS).map(([label, n]) => ({
      label, n, says: `${label}: ${visitsWord(n)}`, press: table({ from: codes.get(label)[0], host: codes.get(label)[1] }),
    }));
    return barFigure({
      name: "most-frequent-pairs", title: "Most frequent pairs", note: "From the country led to the country visited.",
      rows, head: ["Pair", "Visits"], room: 0.56,
    });
  }

  function travellers(visits) {
    const rows = ranked(counted(visits, (visit) => visit.leader)).slice(0, MOST_BARS).map(([leader, n]) => ({
      label: leader.name, n, says: `${leader.name}: ${visitsWord(n)}`,
      press: () => State.set({ view: "leaders", leader: leader.id }),
    }));
    return barFigure({
      name: "leaders-who-travelled-most", title: "Leaders who travelled most", note: "Press a bar for the leader's timeline.",
      rows, head: ["Leader", "Visits"],
    });
  }

  function whom(visits) {
    const known = visits.filter((visit) => visit.from);
    const most = window.innerWidth < 700 ? 9 : MOST_COUNTRIES;
    const top = (key) => ranked(counted(known, key)).slice(0, most).map(([country]) => country);
    const [rows, columns] = [top((visit) => visit.from), top((visit) => visit.host)];
    const cells = counted(known, (visit) => `${visit.from.code} ${visit.host.code}`);
    const says = (row, column, n) => `${row.name} to ${column.name}: ${visitsWord(n)}`;
    const press = (row, column) => table({ from: row.code, host: column.code })();
    return Save.frame({
      name: "who-visits-whom", title: "Who visits whom", wide: true,
      note: "Rows: the country of the traveller. Columns: the host. The countries with most visits.",
      draw: (width, colours) => Figures.matrix({ rows, columns, cells, says, press, title: "Who visits whom" }, width, colours),
      table: () => ({
        head: ["", ...columns.map((column) => column.name)],
        rows: rows.map((row) => [row.name, ...columns.map((column) => cells.get(`${row.code} ${column.code}`) || 0)]),
      }),
    });
  }

  function lengths(visits) {
    const dayed = visits.filter((visit) => visit.days && visit.status !== "cancelled");
    const columns = LENGTHS.map(([from, to]) => {
      const label = from === to ? String(from) : to === Infinity ? `${from}+` : `${from}–${to}`;
      const n = dayed.filter((visit) => visit.days >= from && visit.days <= to).length;
      return { label, parts: [n], says: `${label} ${label === "1" ? "day" : "days"}: ${visitsWord(n)}` };
    });
    return Save.frame({
      name: "lengths", title: "Lengths in days",
      note: `Of ${visitsWord(dayed.length)} whose first and last day are known.`,
      draw: (width, colours) => Figures.stacked({ columns, parts: [{ colour: "main" }], title: "Lengths in days" }, width, colours),
      table: () => ({ head: ["Days", "Visits"], rows: columns.map((column) => [column.label, column.parts[0]]) }),
    });
  }

  function codes(visits, key, named, unknown) {
    return ranked(counted(visits, (visit) => visit[key] || State.UNKNOWN)).map(([code, n]) => {
      const label = code === State.UNKNOWN ? unknown : named(code);
      return { label, n, says: `${label}: ${visitsWord(n)}`, press: table({ [key]: code }), pale: code === State.UNKNOWN };
    }).sort((a, b) => Number(a.pale) - Number(b.pale));
  }

  function modes(visits) {
    return barFigure({
      name: "travel", title: "How they travelled", note: "As articles tell it: entering or leaving the host country.",
      rows: codes(visits, "mode", (code) => Words.sentence(Words.MODES[code]), "Not told"), head: ["Travel", "Visits"],
    });
  }

  function kinds(visits) {
    return barFigure({
      name: "kinds", title: "Kinds of visit", note: "As articles name them.",
      rows: codes(visits, "type", (code) => Words.sentence(Words.plain(code)), "Not told"), head: ["Kind", "Visits"],
    });
  }

  return { show };
})();
