// The results of the checks, and the files of the dataset.
"use strict";

const About = (() => {
  const { el, byId } = Dom;
  const MEANING = {
    critical: "stops publication: the tables contradict themselves, their vocabularies or the registry",
    warning: "asks a person to look: sources err, and so does their reading",
    info: "counts a gap",
  };

  function checks() {
    const { results = [], summary = "" } = Records.checks;
    const order = Object.keys(MEANING);
    const failed = results.filter((result) => !result.success)
      .sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
    const passed = results.filter((result) => result.success);
    byId("checks").replaceChildren(
      el("h2", null, "Checks"),
      el("p", null, results.length ? `${summary}.` : "This dataset was published without checks."),
      el("p", { class: "note" }, "Every release is checked before it is published. ",
        el("a", { href: "../checks/index.html" }, "The whole report of the checks"), " stands beside this page."),
      el("div", { class: "checks" }, failed.map(failure)),
      ...(passed.length ? [el("details", { class: "card" },
        el("summary", null, `${Words.count(passed.length, "check")} passed`),
        el("ul", null, passed.map((result) => el("li", null, el("code", null, result.name), ` ${result.description}`))))] : []));
  }

  function failure(result) {
    const rest = result.n_unexpected - result.rows.length;
    return el("section", { class: "card" },
      el("h3", null, el("span", { class: `severity ${result.severity}`, title: MEANING[result.severity] }, result.severity), " ",
        Words.sentence(result.description)),
      el("p", { class: "note" }, el("code", null, result.name), ` in ${result.table}: `,
        `${Words.number(result.n_unexpected)} of ${Words.count(result.n_checked, "row")}`),
      el("ul", null, result.rows.map((row) => el("li", null, who(row.visit_id), ": ", linked(row.reason)))),
      rest > 0 && el("p", { class: "note" }, `and ${Words.number(rest)} more`));
  }

  function who(id) {
    const visit = Records.byId.get(id);
    const words = visit ? `${visit.leader.name} in ${visit.host.name}, ${Words.period(visit.start, visit.end)}` : id;
    return visit ? el("a", { href: State.link({ visit: id }) }, words) : el("code", null, id);
  }

  /** Words in which the ids of other visits are links. */
  function linked(words) {
    return words.split(/\b(v[a-z2-7]{12})\b/).map((part) => (Records.byId.has(part) ? who(part) : part));
  }

  function data() {
    const { tables, files, version, licence, content_hash: hash, counts } = Records.about;
    const kinds = (stem) => files.filter((file) => file.split(".")[0] === stem);
    const links = (names) => names.map((file, n) => [n ? " · " : "", el("a", { href: `../${encodeURI(file)}` }, file)]);
    const ofTables = new Set(tables.flatMap(([name]) => kinds(name)));
    const rest = files.filter((file) => !ofTables.has(file));
    byId("data").replaceChildren(
      el("h2", null, "Data"),
      el("p", null, `${Words.count(counts.visits, "visit")}, of which ${Words.number(counts.visits_of_heads)} are of heads of `
        + "state and government, de facto leaders and the pope; the others stand in the tables too and are shown on request."),
      el("p", { class: "note" }, [version && `Version ${version}`, licence && `licence ${licence}`].filter(Boolean).join(", "),
        (version || licence) && ". ", "Content hash ", el("code", { class: "hash" }, hash), ": cite it to name exactly these data."),
      el("div", { class: "scroll" }, el("table", { class: "plain" },
        el("caption", { class: "hidden-label" }, "Tables of the dataset"),
        el("thead", null, el("tr", null, ["Table", "One row is", "Rows", "Files"].map((word) => el("th", { scope: "col" }, word)))),
        el("tbody", null, tables.map(([name, about, rows]) => el("tr", null,
          el("th", { scope: "row" }, el("code", null, name)), el("td", null, about), el("td", { class: "number" }, Words.number(rows)),
          el("td", null, links(kinds(name)))))))),
      rest.length > 0 && el("p", null, "Beside them: ", links(rest), "."),
      el("p", { class: "note" }, "The links lead to the folder that holds this page's. The page itself needs its own folder alone."),
      el("h2", null, "How to read it"),
      el("ul", null, [
        "A visit is one leader in one foreign country over one unbroken stay, put together from all articles that tell of it.",
        "Unknown is left empty: never a default, never “no” for “not told”. A date is given as exactly as sources tell it.",
        "Where sources disagree the visit takes one value over, and keeps all of them as claims, side by side.",
        "Confidence is the probability that coders would code the visit too.",
      ].map((words) => el("li", null, words))));
  }

  return { checks, data };
})();
