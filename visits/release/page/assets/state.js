// What is shown, kept in the address behind the #, so that every view is a link and Back goes back.
"use strict";

const State = (() => {
  const DEFAULTS = {
    view: "overview", q: "", leader: "", from: "", host: "", since: "", until: "", status: "", mode: "", type: "",
    conflicts: "", all: "", sort: "start", down: "1", page: "1", visit: "",
  };
  const FILTERS = ["q", "leader", "from", "host", "since", "until", "status", "mode", "type", "conflicts", "all"];
  const VIEWS = ["overview", "visits", "leaders", "checks", "data"];
  const UNKNOWN = "unknown";
  const INITIAL = { ...DEFAULTS };
  let now = INITIAL;
  const listeners = [];

  /** The state of an address; unknown keys and views are passed over, so that an old link still opens. */
  function parsed(hash) {
    const given = new URLSearchParams(hash.replace(/^#/, ""));
    const state = { ...DEFAULTS };
    for (const key of Object.keys(DEFAULTS)) if (given.has(key)) state[key] = given.get(key);
    if (!VIEWS.includes(state.view)) state.view = DEFAULTS.view;
    return state;
  }

  function hashOf(state) {
    const given = new URLSearchParams();
    for (const [key, value] of Object.entries(state)) if (value !== DEFAULTS[key]) given.set(key, value);
    return `#${given}`;
  }

  /** The link to the present state with some keys changed. A changed filter goes back to the first page. */
  function link(changes) {
    return hashOf(changed(changes));
  }

  function changed(changes) {
    const state = { ...now, ...changes };
    if (Object.keys(changes).some((key) => FILTERS.includes(key) || key === "sort" || key === "down")) {
      if (!("page" in changes)) state.page = DEFAULTS.page;
    }
    return state;
  }

  /** Change the state; `quietly` keeps the browser's history as it is (each letter typed is no step back). */
  function set(changes, quietly = false) {
    const hash = link(changes);
    if (hash === hashOf(now)) return;
    if (quietly) replace(hash);
    else location.hash = hash;
    follow(hash);
  }

  function replace(hash) {
    try {
      history.replaceState(null, "", hash);
    } catch {
      location.replace(hash);
    }
  }

  /** Take over the state of an address: at once when we change it, and when the user does. */
  function follow(hash = location.hash) {
    const before = now;
    now = parsed(hash);
    if (before === INITIAL || hashOf(before) !== hashOf(now)) listeners.forEach((listener) => listener(now, before));
  }

  // Which visits pass

  function passes(state) {
    const words = Words.folded(state.q).split(/\s+/).filter(Boolean);
    const since = state.since ? Number(state.since) : null;
    const until = state.until ? Number(state.until) : null;
    const coded = ["status", "mode", "type"].filter((key) => state[key]);
    return (visit) => {
      if (!visit.head && !state.all) return false;
      if (state.leader && visit.leader.id !== state.leader) return false;
      if (state.host && visit.host.code !== state.host) return false;
      if (state.from && (visit.from ? visit.from.code : UNKNOWN) !== state.from) return false;
      if (since && !(visit.year >= since)) return false;
      if (until && (visit.year === null || visit.year > until)) return false;
      if (coded.some((key) => (visit[key] || UNKNOWN) !== state[key])) return false;
      if (state.conflicts && !visit.conflicts) return false;
      return words.length === 0 || holdsAll(Records.haystack(visit), words);
    };
  }

  function holdsAll(haystack, words) {
    for (const word of words) if (!haystack.includes(word)) return false;
    return true;
  }

  const KEYS = {
    leader: (visit) => visit.leader.name, from: (visit) => (visit.from ? visit.from.name : ""),
    host: (visit) => visit.host.name, start: (visit) => visit.start, end: (visit) => visit.end,
    days: (visit) => visit.days, mode: (visit) => visit.mode, status: (visit) => visit.status,
    articles: (visit) => visit.articles, confidence: (visit) => visit.confidence, cities: (visit) => visit.cities,
  };
  const sorted = new Map();

  /** All visits by one column, unknown values last either way; sorted once, then filtered at every search. */
  function inOrder(sort, down) {
    const key = `${sort} ${down}`;
    if (!sorted.has(key)) {
      const value = KEYS[sort] || KEYS.start;
      const sign = down ? -1 : 1;
      const known = [];
      const unknown = [];
      for (const visit of Records.all) {
        const of = value(visit);
        if (of === null || of === "") unknown.push(visit);
        else known.push({ of, visit });
      }
      known.sort((a, b) => (a.of < b.of ? -sign : a.of > b.of ? sign : 0)); // equal ones keep the order of the tables
      sorted.set(key, [...known.map(({ visit }) => visit), ...unknown]);
    }
    return sorted.get(key);
  }

  /** The visits that the filters let pass, in the order chosen. */
  function chosen(state = now) {
    return inOrder(state.sort, state.down === "1").filter(passes(state));
  }

  return {
    DEFAULTS, FILTERS, UNKNOWN, set, link, follow, chosen,
    get now() { return now; },
    onChange: (listener) => listeners.push(listener),
  };
})();
