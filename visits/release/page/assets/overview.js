// The overview: figures of the visits that the filters let pass. A pressed mark shows its visits in the table.
"use strict";

const Overview = (() => {
  const { el, byId } = Dom;
  const MOST_BARS = 12;
  const MOST_COUNTRIES = 16;
  const LENGTHS = [[1, 1], [2, 2], [3, 3], [4, 4], [5, 5], [6, 6], [7, 7], [8, 14], [Tally.LONGEST, Infinity]];
  const NAMES = ["visits-per-year", "most-frequent-pairs", "leaders-who-travelled-most", "who-visits-whom", "lengths", "travel", "kinds"];
  let drawn = null;

  function show(visits) {
    if (drawn === visits) {
      Save.redraw();
      return;
    }
    drawn = visits;
    Save.forget(NAMES);
    const counts = Tally.of(visits);
    byId("overview").replaceChildren(tiles(counts), el("div", { class: "figures" },
      perYear(counts), pairs(counts), travellers(counts), whom(counts),
      el("div", { class: "stack" }, lengths(counts), modes(counts), kinds(counts))));
    Save.redraw();
  }

  const visitsWord = (n) => Words.count(n, "visit");
  const table = (changes) => () => State.set({ view: "visits", ...changes });

  function tiles(counts) {
    const met = (numbers) => Words.number(numbers.reduce((all, n) => all + (n > 0), 0));
    const share = counts.visits ? `${Math.round((100 * counts.dated) / counts.visits)} %` : "–";
    const facts = [
      [Words.number(counts.visits), counts.visits === 1 ? "visit" : "visits"],
      [met(counts.leaders), "leaders"],
      [met(counts.hosts), "host countries"],
      [Words.number(counts.days), "days abroad"],
      [share, "known to the day"],
      [Words.number(counts.torn), "with sources that disagree"],
    ];
    return el("dl", { class: "tiles" }, facts.map(([n, what]) => el("div", null, el("dt", null, what), el("dd", null, n))));
  }

  function perYear({ years, undated }) {
    const parts = [
      { name: "took place", colour: "main" }, { name: "planned", colour: "pale" }, { name: "cancelled", colour: "grey" },
    ];
    const known = [...years.keys()].sort((a, b) => a - b);
    const rows = [];
    for (let year = known[0]; year <= known[known.length - 1]; year += 1) rows.push([year, ...(years.get(year) || [0, 0, 0])]);
    const columns = rows.map(([year, ...n]) => ({
      label: String(year), parts: n, says: `${year}: ${visitsWord(Figures.sum(n))}`,
      press: table({ since: String(year), until: String(year) }),
    }));
    return Save.framed({
      name: "visits-per-year", title: "Visits per year", size: "wide-card",
      note: `By the year of their start${undated ? `; ${visitsWord(undated)} without a year left out` : ""}.`,
      draw: (width, colours) => Figures.stacked({ columns, parts, title: "Visits per year" }, width, colours),
      table: () => ({ head: ["Year", ...parts.map((part) => part.name)], rows }),
    });
  }

  function barFigure({ name, title, note, rows, head, room }) {
    return Save.framed({
      name, title, note,
      draw: (width, colours) => Figures.bars({ bars: rows, title, room }, width, colours),
      table: () => ({ head, rows: rows.map((row) => [row.label, row.n]) }),
    });
  }

  function pairs(counts) {
    const named = [...counts.pairs].map(([pair, n]) => {
      const [from, host] = Tally.countriesOf(pair);
      return { label: `${from.name} → ${host.name}`, n, from: from.code, host: host.code };
    });
    named.sort((a, b) => b.n - a.n || (a.label < b.label ? -1 : 1));
    const rows = named.slice(0, MOST_BARS).map(({ label, n, from, host }) => ({
      label, n, says: `${label}: ${visitsWord(n)}`, press: table({ from, host }),
    }));
    return barFigure({
      name: "most-frequent-pairs", title: "Most frequent pairs", note: "From the country led to the country visited.",
      rows, head: ["Pair", "Visits"], room: 0.56,
    });
  }

  function travellers(counts) {
    const rows = Tally.ranked(Records.leaders, counts.leaders).slice(0, MOST_BARS).map(([leader, n]) => ({
      label: leader.name, n, says: `${leader.name}: ${visitsWord(n)}`,
      press: () => State.set({ view: "leaders", leader: leader.id }),
    }));
    return barFigure({
      name: "leaders-who-travelled-most", title: "Leaders who travelled most", note: "Press a bar for the leader's timeline.",
      rows, head: ["Leader", "Visits"],
    });
  }

  function whom(counts) {
    const most = window.innerWidth < 700 ? 9 : MOST_COUNTRIES;
    const top = (numbers) => Tally.ranked(Records.countries, numbers).slice(0, most).map(([country]) => country);
    const [rows, columns] = [top(counts.from), top(counts.hosts)];
    const cells = (row, column) => counts.pairs.get(Tally.pair(row, column)) || 0;
    const says = (row, column, n) => `${row.name} to ${column.name}: ${visitsWord(n)}`;
    const press = (row, column) => table({ from: row.code, host: column.code })();
    return Save.framed({
      name: "who-visits-whom", title: "Who visits whom", size: "broad",
      note: "Rows: the country of the traveller. Columns: the host. The countries with most visits.",
      draw: (width, colours) => Figures.matrix({ rows, columns, cells, says, press, title: "Who visits whom" }, width, colours),
      table: () => ({
        head: ["", ...columns.map((column) => column.name)],
        rows: rows.map((row) => [row.name, ...columns.map((column) => cells(row, column))]),
      }),
    });
  }

  function lengths(counts) {
    const columns = LENGTHS.map(([from, to]) => {
      const label = from === to ? String(from) : to === Infinity ? `${from}+` : `${from}–${to}`;
      const n = Figures.sum([...counts.lengths.slice(from, to + 1)]);
      return { label, parts: [n], says: `${label} ${label === "1" ? "day" : "days"}: ${visitsWord(n)}` };
    });
    return Save.framed({
      name: "lengths", title: "Lengths in days",
      note: `Of ${visitsWord(Figures.sum([...counts.lengths]))} whose first and last day are known.`,
      draw: (width, colours) => Figures.stacked({ columns, parts: [{ colour: "main" }], title: "Lengths in days" }, width, colours),
      table: () => ({ head: ["Days", "Visits"], rows: columns.map((column) => [column.label, column.parts[0]]) }),
    });
  }

  function codes(counts, key, named, unknown) {
    const rows = [...counts[key]].map(([code, n]) => {
      const label = code === State.UNKNOWN ? unknown : named(code);
      return { label, n, says: `${label}: ${visitsWord(n)}`, press: table({ [key]: code }), pale: code === State.UNKNOWN };
    });
    return rows.sort((a, b) => Number(a.pale) - Number(b.pale) || b.n - a.n || (a.label < b.label ? -1 : 1));
  }

  function modes(counts) {
    return barFigure({
      name: "travel", title: "How they travelled", note: "As articles tell it: entering or leaving the host country.",
      rows: codes(counts, "mode", (code) => Words.sentence(Words.MODES[code]), "Not told"), head: ["Travel", "Visits"],
    });
  }

  function kinds(counts) {
    return barFigure({
      name: "kinds", title: "Kinds of visit", note: "As articles name them.",
      rows: codes(counts, "type", (code) => Words.sentence(Words.plain(code)), "Not told"), head: ["Kind", "Visits"],
    });
  }

  return { show };
})();
