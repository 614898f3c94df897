// Joins the parts: the address decides what is shown, the form changes the address.
"use strict";

(() => {
  const { el, byId } = Dom;
  const form = byId("filters");
  const NAMES = {
    q: "Search", leader: "Leader", from: "From", host: "Host", since: "Since", until: "Until", status: "Status",
    mode: "Travel", type: "Kind", conflicts: "Sources disagree", all: "Also other travellers",
  };
  const UNKNOWN = { mode: "not told", type: "not told", from: "not known" };
  const TYPING = 60;
  let chosen = [];

  function begin() {
    const { about } = Records;
    document.title = about.title;
    byId("title").textContent = about.title;
    byId("lead").textContent = lead();
    fillChoices();
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("change", (event) => {
      const { name, type, checked, value } = event.target;
      if (name !== "q") State.set({ [name]: type === "checkbox" ? (checked ? "1" : "") : value });
    });
    let typed = null;
    form.q.addEventListener("input", () => {
      clearTimeout(typed);
      typed = setTimeout(() => State.set({ q: form.q.value }, true), TYPING);
    });
    byId("more").addEventListener("click", () => open(byId("choices").hidden));
    open(window.innerWidth >= 760);
    State.onChange(show);
    window.addEventListener("hashchange", () => State.follow());
    Figures.night.addEventListener("change", Save.redraw);
    let resized = null;
    new ResizeObserver(() => {
      cancelAnimationFrame(resized);
      resized = requestAnimationFrame(Save.redraw);
    }).observe(byId("main"));
    document.addEventListener("keydown", keys);
    State.follow();
    document.documentElement.dataset.ready = "1";
    setTimeout(Records.warm, 0);
  }

  function lead() {
    const { counts, years } = Records.about;
    const leaders = Records.leaders.filter((leader) => leader.visits.some((visit) => visit.head)).length;
    const [first, last] = years;
    const told = first === null ? "" : first === last ? `, ${first}` : `, ${first} to ${last}`;
    return `${Words.count(counts.visits_of_heads, "visit")} of ${Words.count(leaders, "leader")}${told}, read from `
      + `${Words.count(counts.articles, "article")}. Every cell is backed by a quoted sentence: open a visit to see it.`;
  }

  function fillChoices() {
    const { all, countries } = Records;
    const option = (value, words) => el("option", { value }, words);
    const fill = (name, options) => form.elements[name].replaceChildren(option("", "any"), ...options);
    const some = (key) => new Set(all.map(key).filter((one) => one !== null));
    const byName = (set) => countries.filter((country) => set.has(country)).sort((a, b) => (a.name < b.name ? -1 : 1));
    const named = (set) => byName(set).map(({ code, name }) => option(code, name));
    fill("from", named(some((visit) => visit.from)));
    fill("host", named(some((visit) => visit.host)));
    const years = [...some((visit) => visit.year)].sort((a, b) => b - a).map((year) => option(String(year), String(year)));
    fill("since", years);
    fill("until", years.map((year) => year.cloneNode(true)));
    for (const key of ["status", "mode", "type"]) {
      const known = [...some((visit) => visit[key])].sort().map((code) => option(code, Words.MODES[code] || Words.plain(code)));
      const rest = all.some((visit) => !visit[key]) ? [option(State.UNKNOWN, UNKNOWN[key])] : [];
      fill(key, [...known, ...rest]);
    }
    const others = all.some((visit) => !visit.head);
    form.elements.all.parentElement.hidden = !others;
  }

  function open(shown) {
    byId("choices").hidden = !shown;
    byId("more").setAttribute("aria-expanded", String(shown));
  }

  function show(state, before) {
    const changed = (keys) => keys.some((key) => state[key] !== before[key]) || !document.documentElement.dataset.ready;
    if (changed([...State.FILTERS, "sort", "down"])) {
      chosen = State.chosen(state);
      byId("count").textContent = Words.count(chosen.length, "visit");
      fillForm(state);
      chips(state);
    }
    if (changed([...State.FILTERS, "sort", "down", "view", "page"])) showView(state);
    if (changed(["visit"])) {
      Table.markOpen(state.visit);
      Panel.show(state.visit, chosen);
    }
  }

  function showView({ view }) {
    document.querySelectorAll("main > section").forEach((section) => { section.hidden = section.id !== view; });
    document.querySelectorAll("#views a").forEach((link) => {
      link.setAttribute("href", State.link({ view: link.dataset.view, visit: "", ...(link.dataset.view === "leaders" ? { leader: "" } : {}) }));
      if (link.dataset.view === view) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    });
    form.hidden = view === "checks" || view === "data";
    if (view === "overview") Overview.show(chosen);
    if (view === "visits") Table.show(chosen, State.now);
    if (view === "leaders") Leaders.show(chosen, State.now);
    if (view === "checks") About.checks();
    if (view === "data") About.data();
  }

  function fillForm(state) {
    if (form.q.value !== state.q) form.q.value = state.q;
    for (const key of State.FILTERS) {
      const field = form.elements[key];
      if (!field || key === "q") continue;
      if (field.type === "checkbox") field.checked = state[key] === "1";
      else field.value = state[key];
    }
  }

  /** What is filtered, each with a button that lifts it. */
  function chips(state) {
    const active = State.FILTERS.filter((key) => state[key]);
    byId("chips").replaceChildren(...active.map((key) => {
      const words = chipWords(key, state[key]);
      const lift = () => { State.set({ [key]: "" }); form.q.focus(); };
      return el("li", null, el("button", { type: "button", onclick: lift, "aria-label": `Lift the filter ${words}` }, words, el("span", { "aria-hidden": "true" }, " ×")));
    }));
  }

  function chipWords(key, value) {
    if (key === "conflicts" || key === "all") return NAMES[key];
    const country = Records.countries.find(({ code }) => code === value);
    const leader = key === "leader" && Records.leaders.find(({ id }) => id === value);
    const named = leader ? leader.name : (key === "from" || key === "host") && country ? country.name : value;
    const words = value === State.UNKNOWN ? UNKNOWN[key] : Words.MODES[value] || Words.plain(named);
    return `${NAMES[key]}: ${words}`;
  }

  function keys(event) {
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName);
    if (event.key === "Escape" && State.now.visit) {
      State.set({ visit: "" });
      event.preventDefault();
    } else if (event.key === "/" && !typing && !form.hidden) {
      form.q.focus();
      event.preventDefault();
    } else if ((event.key === "j" || event.key === "k") && !typing && State.now.visit) {
      Panel.step(event.key === "j" ? 1 : -1);
    }
  }

  begin();
})();
