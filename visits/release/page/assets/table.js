// The table of visits: one page of rows at a time, so that twenty thousand visits are as quick as twenty.
"use strict";

const Table = (() => {
  const { el, byId } = Dom;
  const ROWS = 50;
  const COLUMNS = [
    ["leader", "Leader"], ["from", "From"], ["host", "To"], ["cities", "Places"], ["start", "Start"], ["end", "End"],
    ["days", "Days"], ["mode", "Travel"], ["status", "Status"], ["articles", "Articles"], ["confidence", "Confidence"],
  ];
  const NUMBERS = new Set(["days", "articles", "confidence"]);
  const ROLES = { table: "table", thead: "rowgroup", tbody: "rowgroup", tr: "row", td: "cell" };

  /** The table in its view, for these visits in their order. */
  function show(visits, state) {
    const pages = Math.max(1, Math.ceil(visits.length / ROWS));
    const page = Math.min(pages, Math.max(1, Number(state.page) || 1));
    const rows = visits.slice((page - 1) * ROWS, page * ROWS);
    byId("visits").replaceChildren(...(visits.length
      ? [grid(rows, state), pager(page, pages, visits.length)]
      : [nothing()]));
    markOpen(state.visit);
  }

  /** A table of some visits; `state` null for one that can't be sorted. */
  function grid(rows, state, caption = "Visits") {
    return el("table", { class: "visits", role: ROLES.table },
      el("caption", { class: "hidden-label" }, caption),
      el("thead", { role: ROLES.thead }, el("tr", { role: ROLES.tr }, COLUMNS.map((column) => heading(column, state)))),
      el("tbody", { role: ROLES.tbody }, rows.map(row)));
  }

  function heading([key, name], state) {
    const sorted = state && state.sort === key;
    const order = sorted && (state.down === "1" ? "descending" : "ascending");
    const shape = { scope: "col", role: "columnheader", class: NUMBERS.has(key) ? "number" : null };
    if (!state) return el("th", shape, name);
    const arrow = el("span", { class: "arrow", "aria-hidden": "true" }, sorted ? (state.down === "1" ? "▼" : "▲") : "");
    const down = sorted ? (state.down === "1" ? "" : "1") : firstWay(key);
    const press = () => {
      State.set({ sort: key, down });
      const again = document.querySelector(`#visits [data-sort="${key}"]`);
      if (again) again.focus();
    };
    return el("th", { ...shape, "aria-sort": order || null },
      el("button", { type: "button", "data-sort": key, onclick: press }, name, arrow));
  }

  const firstWay = (key) => (NUMBERS.has(key) || key === "start" || key === "end" ? "1" : "");

  function row(visit) {
    const { id, leader, from, host } = visit;
    const cell = (key, ...content) => {
      const name = COLUMNS.find(([column]) => column === key)[1];
      return el("td", { role: ROLES.td, "data-name": name, class: `${key}${NUMBERS.has(key) ? " number" : ""}` }, content);
    };
    const link = el("a", { href: State.link({ visit: id }) }, leader.name);
    const country = (one) => (one ? el("span", { title: one.name }, one.name) : null);
    return el("tr", { role: ROLES.tr, "data-id": id, onclick: (event) => opened(event, id) },
      cell("leader", link),
      cell("from", country(from)),
      cell("host", country(host)),
      cell("cities", visit.cities),
      cell("start", Words.date(visit.start, false)),
      cell("end", Words.date(visit.end, false)),
      cell("days", visit.days),
      cell("mode", visit.mode && Words.MODES[visit.mode]),
      cell("status", el("span", { class: `status ${visit.status}` }, visit.status), visit.conflicts > 0 && conflict(visit)),
      cell("articles", Words.number(visit.articles)),
      cell("confidence", visit.confidence === null ? null : visit.confidence.toFixed(2)));
  }

  function conflict(visit) {
    const words = `Sources disagree on ${Words.count(visit.conflicts, "field")}`;
    return el("span", { class: "conflict", title: words }, el("span", { "aria-hidden": "true" }, " ≠"), el("span", { class: "hidden-label" }, `. ${words}`));
  }

  function opened(event, id) {
    if (event.target.closest("a, button") || window.getSelection().toString()) return;
    State.set({ visit: id });
  }

  function pager(page, pages, n) {
    const go = (words, to, label) => el("button", {
      type: "button", class: "quiet", disabled: to < 1 || to > pages, "aria-label": label,
      onclick: () => { State.set({ page: String(to) }); byId("main").focus(); window.scrollTo(0, 0); },
    }, words);
    const first = (page - 1) * ROWS + 1;
    return el("nav", { class: "pager", "aria-label": "Pages of the table" },
      go("« First", page > 1 ? 1 : 0, "First page"), go("‹ Previous", page - 1, "Previous page"),
      el("span", null, `${Words.number(first)}–${Words.number(Math.min(n, first + ROWS - 1))} of ${Words.number(n)}`),
      go("Next ›", page + 1, "Next page"), go("Last »", page < pages ? pages : pages + 1, "Last page"));
  }

  function nothing() {
    const clear = Object.fromEntries(State.FILTERS.map((key) => [key, ""]));
    return el("p", { class: "nothing" }, "No visit fits these filters. ",
      el("button", { type: "button", class: "quiet", onclick: () => State.set(clear) }, "Clear all filters"));
  }

  /** Mark the row of the visit in the panel. */
  function markOpen(id) {
    document.querySelectorAll("tr[data-id]").forEach((one) => one.classList.toggle("open", one.dataset.id === id));
  }

  return { show, grid, markOpen };
})();
