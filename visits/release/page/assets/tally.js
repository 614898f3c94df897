// All counts behind the overview, in one walk over the visits: twenty thousand are counted while a finger lifts.
"use strict";

const Tally = (() => {
  const LONGEST = 15;
  const TOOK_PLACE = 0;
  const PARTS = { planned: 1, cancelled: 2 };

  /**
   * Counts of visits: by leader, host and country of departure (arrays in the order of Records), by pair of countries
   * (see `pair`), by year [took place, planned, cancelled], by length (the last one: that many days or more), by mode
   * and kind. `days` are days abroad, `dated` visits known to the day, `torn` those on which sources disagree.
   */
  function of(visits) {
    const many = Records.countries.length;
    const counts = {
      leaders: new Int32Array(Records.leaders.length), hosts: new Int32Array(many), from: new Int32Array(many),
      pairs: new Map(), years: new Map(), lengths: new Int32Array(LONGEST + 1), mode: new Map(), type: new Map(),
      visits: visits.length, days: 0, dated: 0, torn: 0, undated: 0,
    };
    for (const visit of visits) add(counts, visit);
    return counts;
  }

  function add(counts, visit) {
    const { leader, host, from, days, status, year } = visit;
    counts.leaders[leader.n] += 1;
    counts.hosts[host.n] += 1;
    if (from) {
      counts.from[from.n] += 1;
      more(counts.pairs, pair(from, host));
    }
    const part = PARTS[status] || TOOK_PLACE;
    if (year === null) counts.undated += 1;
    else {
      if (!counts.years.has(year)) counts.years.set(year, [0, 0, 0]);
      counts.years.get(year)[part] += 1;
    }
    if (days) {
      counts.dated += 1;
      if (status !== "cancelled") counts.lengths[Math.min(days, LONGEST)] += 1;
      if (part === TOOK_PLACE) counts.days += days;
    }
    if (visit.conflicts) counts.torn += 1;
    more(counts.mode, visit.mode || State.UNKNOWN);
    more(counts.type, visit.type || State.UNKNOWN);
  }

  const more = (map, key) => map.set(key, (map.get(key) || 0) + 1);

  /** One number for two countries, which is quicker to count by than a text; and the countries of that number. */
  const pair = (from, host) => from.n * Records.countries.length + host.n;
  const countriesOf = (number) => [
    Records.countries[Math.floor(number / Records.countries.length)], Records.countries[number % Records.countries.length],
  ];

  /** The things counted in an array that were met at all, those with most visits first: [thing, n]. */
  function ranked(things, counts) {
    const met = things.filter((thing) => counts[thing.n] > 0).map((thing) => [thing, counts[thing.n]]);
    return met.sort((a, b) => b[1] - a[1] || (a[0].name < b[0].name ? -1 : 1));
  }

  return { of, pair, countriesOf, ranked, LONGEST };
})();
