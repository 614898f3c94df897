// The visits as the table and the figures use them: columns from data/visits.js → one record for each visit.
"use strict";

const Records = (() => {
  const all = [];
  const byId = new Map();
  const state = { all, byId, about: null, countries: [], leaders: [], checks: null, removed: new Map(), flagged: new Map() };

  /** Called by data/visits.js. */
  function take(data) {
    Object.assign(state, { about: data.about, checks: data.checks });
    state.countries = data.countries.map(([code, name], n) => ({ code, name, n }));
    state.leaders = data.leaders.map(([id, name], n) => ({ id, name, n, visits: [] }));
    data.removed.forEach(([id, kind, into, reason]) => state.removed.set(id, { kind, into, reason }));
    const { columns, codes } = data;
    for (let n = 0; n < columns.id.length; n += 1) add(n, columns, codes);
    for (const result of data.checks.results || []) {
      if (result.success) continue;
      for (const row of result.rows) {
        if (!state.flagged.has(row.visit_id)) state.flagged.set(row.visit_id, []);
        state.flagged.get(row.visit_id).push({ ...row, name: result.name, severity: result.severity });
      }
    }
  }

  function add(n, columns, codes) {
    const code = (name) => (columns[name][n] < 0 ? null : codes[name][columns[name][n]]);
    const visit = {
      n,
      id: columns.id[n],
      leader: state.leaders[columns.leader[n]],
      from: columns.from[n] < 0 ? null : state.countries[columns.from[n]],
      host: state.countries[columns.host[n]],
      role: code("role"),
      head: columns.head[n] === 1,
      start: columns.start[n],
      end: columns.end[n],
      days: columns.days[n],
      mode: code("mode"),
      type: code("type"),
      status: code("status"),
      articles: columns.articles[n],
      confidence: columns.confidence[n],
      cities: columns.cities[n],
      conflicts: columns.conflicts[n],
      more: columns.more[n],
    };
    visit.year = visit.start ? Number(visit.start.slice(0, 4)) : null;
    all.push(visit);
    byId.set(visit.id, visit);
    visit.leader.visits.push(visit);
  }

  /** What the search looks in: made when it is first needed, since folding takes the time of opening otherwise. */
  function haystack(visit) {
    if (visit.haystack === undefined) {
      const { leader, from, host, start, end, mode, type, status, id, cities, more } = visit;
      const country = from ? `${from.name}\n${from.code}` : "";
      visit.haystack = Words.folded(
        `${leader.name}\n${country}\n${host.name}\n${host.code}\n${cities}\n${more}\n${start}\n${end}\n${mode}\n${type}\n${status}\n${id}`,
      );
    }
    return visit.haystack;
  }

  /** Make all haystacks in idle moments after the page has opened, so that the first search is as quick as others. */
  function warm(from = 0) {
    const until = Math.min(all.length, from + 2000);
    for (let n = from; n < until; n += 1) haystack(all[n]);
    if (until < all.length) setTimeout(() => warm(until), 0);
  }

  return Object.assign(state, { take, haystack, warm });
})();
