// The panel of one visit: every field with its claims side by side, the articles, what happened to it.
"use strict";

const Panel = (() => {
  const { el, byId } = Dom;
  const FIELDS = [
    "leader", "leader_title", "leader_role", "leader_country", "host_country", "host_leader", "cities", "start_date",
    "end_date", "duration_days", "mode_of_travel", "companions", "ordinal", "ordinal_observed", "visit_type", "occasion",
    "status", "unconfirmed", "confidence",
  ];
  const CLAIMED_AS = { ordinal: "ordinals" };
  const FEW_CLAIMS = 14;
  const PLACED = {
    first: "the visit starts from it", days: "its days overlap or touch", month: "it names the month alone",
    year: "it names the year alone", ordinal: "the count is the same", details: "a place, companion or occasion is shared",
    publication: "it appeared in the days of the visit", "same time": "it stands beside others of these days",
    postponement: "an old date of the visit", ambiguous: "several visits fit",
  };
  let list = [];
  let opened = null;
  let last = "";

  const moved = (by) => {
    const at = list.findIndex((visit) => visit.id === opened);
    return at < 0 ? null : list[at + by] || null;
  };

  function step(by) {
    const to = moved(by);
    if (to) State.set({ visit: to.id });
  }

  /** Show a visit, or close the panel for none; `chosen` are the visits between which one can step. */
  function show(id, chosen) {
    const panel = byId("panel");
    list = chosen;
    if (!id) {
      close(panel);
      return;
    }
    opened = id;
    last = id;
    const visit = Records.byId.get(id);
    panel.hidden = false;
    document.body.classList.add("with-panel");
    panel.replaceChildren(bar(), ...(visit ? head(visit) : unknown(id)));
    panel.scrollTop = 0;
    byId("panel-title").focus({ preventScroll: true });
    if (visit) fill(panel, visit);
  }

  function close(panel) {
    if (panel.hidden) return;
    panel.hidden = true;
    panel.replaceChildren();
    opened = null;
    document.body.classList.remove("with-panel");
    const link = document.querySelector(`tr[data-id="${CSS.escape(last)}"] a`);
    (link || byId("main")).focus({ preventScroll: true });
  }

  async function fill(panel, visit) {
    const place = el("div", { "aria-busy": "true" }, el("p", { class: "note", role: "status" }, "Loading the sentences…"));
    panel.append(place);
    try {
      const details = await Details.of(visit);
      if (opened === visit.id) place.replaceChildren(...body(visit, details).filter(Boolean));
    } catch (error) {
      place.replaceChildren(el("p", { class: "nothing", role: "alert" },
        `The sentences can't be shown: ${error.message}. Copy the whole folder of this page, or build the dataset again.`));
    }
    place.removeAttribute("aria-busy");
  }

  function bar() {
    const button = (words, press, more) => el("button", { type: "button", class: "quiet", onclick: press, ...more }, words);
    return el("div", { class: "bar" },
      button("‹", () => step(-1), { "aria-label": "Previous visit (k)", disabled: !moved(-1) }),
      button("›", () => step(1), { "aria-label": "Next visit (j)", disabled: !moved(1) }),
      button("Copy link", copied),
      el("span", { id: "copied", class: "note", role: "status" }),
      button("✕", () => State.set({ visit: "" }), { class: "quiet close", "aria-label": "Close (Escape)" }));
  }

  async function copied() {
    const address = `${location.href.split("#")[0]}#visit=${opened}`;
    try {
      await navigator.clipboard.writeText(address);
      byId("copied").textContent = "Copied.";
    } catch {
      window.prompt("The link to this visit:", address);
    }
  }

  function unknown(id) {
    const gone = Records.removed.get(id);
    const into = gone && gone.into && el("a", { href: State.link({ visit: gone.into }) }, gone.into);
    const words = gone ? `was ${gone.kind}: ${gone.reason}` : "is not in this dataset";
    return [
      el("h2", { id: "panel-title", tabindex: "-1" }, id),
      el("p", null, `This visit ${words}. `, into && ["Its reports are now told of ", into, "."]),
    ];
  }

  function head(visit) {
    const facts = [
      Words.period(visit.start, visit.end), visit.days && Words.count(visit.days, "day"), visit.mode && Words.MODES[visit.mode],
    ].filter(Boolean);
    return [
      el("h2", { id: "panel-title", tabindex: "-1" }, `${visit.leader.name} in ${visit.host.name}`),
      el("p", { class: "facts" }, facts.join(" · "), " ", el("span", { class: `status ${visit.status}` }, visit.status)),
    ];
  }

  function body(visit, details) {
    const claims = details.claims.map(([field, value, article, sentence, start, end, rule, accepted, quote]) => ({
      field, value, article: details.articles[article], sentence: details.sentences[sentence], start, end, rule,
      accepted: accepted === 1, quote,
    }));
    const all = details.visit;
    return [
      lead(claims), disagreement(all), flagged(visit.id), unconfirmed(all),
      el("h3", null, "Fields and their claims"),
      ...FIELDS.map((name) => field(name, visit, all, claims)).filter(Boolean),
      companions(details.companions), articles(details.articles), history(visit, details), codes(all), others(visit, all),
    ];
  }

  // The sentence that says most, with the words marked

  function lead(claims) {
    const said = new Map();
    for (const claim of claims.filter((one) => one.accepted && one.sentence !== undefined)) {
      if (!said.has(claim.sentence)) said.set(claim.sentence, []);
      said.get(claim.sentence).push(claim);
    }
    const fields = (some) => new Set(some.map((claim) => claim.field)).size;
    const best = [...said.values()].sort((a, b) => fields(b) - fields(a))[0];
    if (!best) return null;
    const spans = best.map(({ start, end, field: name }) => ({ start, end, title: Words.field(name) }));
    return el("figure", { class: "lead-quote" }, el("blockquote", null, marked(best[0].sentence, spans)), cited(best[0]));
  }

  /** A sentence as nodes, with the spans marked; offsets count characters, not the units of a JavaScript string. */
  function marked(sentence, spans) {
    const letters = Array.from(sentence);
    const words = (from, to) => letters.slice(from, to).join("");
    const nodes = [];
    let at = 0;
    for (const { start, end, title } of [...spans].sort((a, b) => a.start - b.start || b.end - a.end)) {
      if (end <= at) continue;
      nodes.push(words(at, Math.max(at, start)), el("mark", { title }, words(Math.max(at, start), end)));
      at = end;
    }
    nodes.push(words(at, letters.length));
    return nodes;
  }

  function cited(claim) {
    const { article } = claim;
    if (!article) return el("figcaption", null, "a ruling");
    const when = Words.date(article.published || article.hint);
    return el("figcaption", null, Dom.outside(article.url, article.source || article.title || article.id), when && `, ${when}`);
  }

  function disagreement(all) {
    const names = FIELDS.filter((name) => (all.conflicts || []).includes(name));
    if (!names.length) return null;
    const links = names.map((name, n) => [n ? ", " : "", el("a", {
      href: `#field-${name}`, onclick: (event) => { event.preventDefault(); jump(name); },
    }, Words.field(name).toLowerCase())]);
    return el("p", { class: "notice" }, "Sources disagree on ", links, ".");
  }

  function jump(name) {
    const at = byId(`field-${name}`);
    if (!at) return;
    at.open = true;
    at.querySelector("summary").focus();
    at.scrollIntoView({ block: "start" });
  }

  function flagged(id) {
    const rows = Records.flagged.get(id) || [];
    return rows.length > 0 && el("ul", { class: "notice" }, rows.map((row) => el("li", null,
      el("b", null, `${row.severity}: `), row.reason, " ", el("code", null, row.name))));
  }

  const unconfirmed = (all) => all.unconfirmed && el("p", { class: "notice" }, "A plan whose days have passed without a report of the visit.");

  // Fields

  function field(name, visit, all, claims) {
    const value = all[name];
    const own = claims.filter((claim) => claim.field === (CLAIMED_AS[name] || name));
    if ((value === undefined || value === false || value.length === 0) && !own.length) return null;
    const torn = (all.conflicts || []).includes(name);
    const summary = [
      el("span", { class: "name" }, Words.field(name)), " ",
      el("span", { class: "value" }, shown(name, value, visit), " ", el("span", { class: "basis" }, basis(name, all))),
      torn && el("span", { class: "conflict" }, "sources disagree"),
    ];
    if (!own.length) return el("div", { class: "field bare", id: `field-${name}` }, summary);
    const few = claims.length <= FEW_CLAIMS;
    return el("details", { class: "field", id: `field-${name}`, open: torn || few },
      el("summary", null, summary, el("span", { class: "basis times" }, Words.count(own.length, "claim"))),
      el("div", { class: "sides" }, sides(name, own)));
  }

  function shown(name, value, visit) {
    if (value === undefined || (Array.isArray(value) && !value.length)) return el("i", null, "none taken");
    if (name.endsWith("_date")) return Words.date(visit[name.slice(0, -5)]);
    if (name === "ordinal") return `${Words.ordinal(value)} visit, as sources count`;
    if (name === "ordinal_observed") return `${Words.ordinal(value)} visit in this dataset`;
    return Array.isArray(value) ? value.join("; ") : worded(name, value);
  }

  function worded(name, value) {
    if (/_date$/.test(name)) return Words.date(value);
    if (name === "duration_days") return Words.count(Number(value), "day");
    if (/_country$/.test(name)) return country(value);
    if (name === "leader_role") return Words.ROLES[value] || Words.plain(value);
    if (name === "mode_of_travel") return Words.MODES[value] || value;
    if (name === "unconfirmed") return "yes";
    return ["visit_type", "status"].includes(name) ? Words.plain(value) : String(value);
  }

  function country(code) {
    const known = Records.countries.find((one) => one.code === code);
    return known ? `${known.name} (${code})` : code;
  }

  function basis(name, all) {
    if (name === "duration_days" && all[name]) return "from the two dates, both days counted";
    if (!name.endsWith("_date")) return null;
    const of = name.slice(0, -5);
    const precision = all[`${of}_precision`];
    return [Words.BASES[all[`${of}_basis`]], precision !== "day" && precision && `known to the ${precision}`].filter(Boolean).join(", ");
  }

  /** A column for each value that was claimed, those taken over first. */
  function sides(name, claims) {
    const values = new Map();
    for (const claim of claims) {
      if (!values.has(claim.value)) values.set(claim.value, []);
      values.get(claim.value).push(claim);
    }
    const ordered = [...values.values()].sort((a, b) => Number(b[0].accepted) - Number(a[0].accepted) || b.length - a.length);
    return ordered.map((some) => {
      const { accepted, value } = some[0];
      return el("section", { class: accepted ? "side taken" : "side" },
        el("h4", null, worded(name, value), el("span", { class: "basis" }, accepted ? "✓ taken over" : "not taken over")),
        some.map((claim) => el("figure", null,
          el("blockquote", null, claim.sentence === undefined ? claim.quote : marked(claim.sentence, [claim])),
          cited(claim), el("code", { class: "rule", title: "the rule that read it" }, claim.rule))));
    });
  }

  // Around the fields

  function section(title, ...content) {
    return el("section", { class: "around" }, el("h3", null, title), content);
  }

  function companions(rows) {
    const told = rows.filter(([, relation, office]) => relation || office);
    return told.length > 0 && section("Companions", el("ul", null, told.map(([name, relation, office]) => el("li", null,
      name, el("span", { class: "note" }, ` ${[relation, office].filter(Boolean).join(", ")}`)))));
  }

  function articles(rows) {
    return section(Words.count(rows.length, "article"), el("ol", { class: "articles" }, rows.map((article) => el("li", null,
      Dom.outside(article.url, article.title || article.id), " ",
      el("span", { class: "note" }, [
        article.source || "no outlet given", Words.date(article.published || article.hint) || "undated",
        article.status && `tells of it as ${article.status}`, article.placed && PLACED[article.placed], article.path,
      ].filter(Boolean).join(" · "))))));
  }

  function history(visit, details) {
    const items = [...told(details.articles), ...details.changes.map(changed), ...details.rulings.map(ruled),
      ...details.absorbed.map(([id, kind]) => `Took over the reports of ${id}, which was ${kind}.`),
      ...details.gaps.map(([missing]) => `Sources count ${Words.count(missing, "more visit")} before this one than the dataset holds.`)];
    return items.length > 0 && section("History", el("ul", { class: "history" }, items.map((item) => el("li", null, item))));
  }

  /** How the visit was told as time went by: first as a plan, then as held. */
  function told(rows) {
    const dated = rows.filter((article) => article.published).sort((a, b) => (a.published < b.published ? -1 : 1));
    return dated.filter((article, n) => n === 0 || article.status !== dated[n - 1].status).map((article, n) => [
      el("b", null, Words.date(article.published)), `: ${n ? "then told" : "first told"} as ${article.status}`,
      article.source ? ` (${article.source})` : "", ".",
    ]);
  }

  function changed([kind, name, old, now, other, ids]) {
    const why = ids.length ? ` because of ${ids.join(", ")}` : "";
    if (kind === "changed") {
      return `Since the last release ${Words.field(name).toLowerCase()} changed from ${old || "nothing"} to ${now || "nothing"}${why}.`;
    }
    return `Since the last release: ${kind}${other ? ` (${other})` : ""}${why}.`;
  }

  function ruled([id, kind, name, value, applied, problem, reason, author, date]) {
    const what = name ? `${kind}: ${Words.field(name).toLowerCase()} is ${value}` : kind;
    return `Ruling ${id} by ${author}, ${Words.date(date)}, ${what}. ${reason} ${applied ? "" : `(Had no effect: ${problem})`}`;
  }

  /** What is of use to machines: ids and code numbers, as in the tables. */
  function codes(all) {
    const names = ["visit_id", "journey_id", "leader_id", "leader_country", "leader_cow", "leader_gw", "host_country", "host_cow",
      "host_gw", "host_leader_id", "start_date", "start_precision", "start_basis", "end_date", "end_precision", "end_basis",
      "n_articles", "n_sources", "first_published", "last_published"];
    return el("details", { class: "around" }, el("summary", null, "As in the tables"),
      el("table", { class: "plain codes" }, el("tbody", null, names.filter((name) => all[name] !== undefined).map((name) => el(
        "tr", null, el("th", { scope: "row" }, el("code", null, name)), el("td", null, String(all[name])))))),
      el("p", { class: "note" }, "On the command line: ", el("code", null, `visits show ${all.visit_id}`)));
  }

  function others(visit, all) {
    const stops = all.journey_id ? visit.leader.visits.filter((one) => one.more.includes(all.journey_id) && one !== visit) : [];
    const before = visit.leader.visits.filter((one) => one.host === visit.host && one !== visit);
    const links = (some) => some.slice(0, 12).map((one, n) => [n ? "; " : "", el("a", { href: State.link({ visit: one.id }) },
      `${one.host.name}, ${Words.period(one.start, one.end)}`)]);
    return section("More of this leader",
      stops.length > 0 && el("p", null, "On the same journey: ", links(stops), "."),
      before.length > 0 && el("p", null, `Other visits to ${visit.host.name}: `, links(before), "."),
      el("p", null, el("a", { href: State.link({ view: "leaders", leader: visit.leader.id, visit: "" }) }, `Timeline of ${visit.leader.name}`)));
  }

  return { show, step, marked };
})();
