// How codes, dates and counts are put into words.
"use strict";

const Words = (() => {
  const MONTHS = [
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
  ];
  const ROLES = {
    head_of_state: "head of state", head_of_government: "head of government", both: "head of state and government",
    de_facto: "de facto leader", pope: "pope", deputy: "deputy", minister: "minister", royal: "royal",
    organisation_head: "head of an organisation", other: "other",
  };
  const MODES = { air: "by air", train: "by train", road: "by road", sea: "by sea", foot: "on foot" };
  const FIELDS = {
    leader: "Leader", leader_title: "Title", leader_role: "Office", leader_country: "Country led",
    host_country: "Host country", host_leader: "Received by", cities: "Places", start_date: "Start",
    end_date: "End", duration_days: "Length", mode_of_travel: "Travel", companions: "Companions",
    ordinal: "Ordinal", ordinals: "Ordinal", ordinal_observed: "Counted here", visit_type: "Kind",
    occasion: "Occasion", status: "Status", confidence: "Confidence", n_articles: "Articles", n_sources: "Sources",
    first_published: "First told", last_published: "Last told", journey_id: "Journey", unconfirmed: "Unconfirmed",
  };
  const BASES = { stated: "as told", derived: "from a told length", bounded: "a day of presence" };

  const number = (n) => n.toLocaleString("en-GB");
  const count = (n, one, many) => `${number(n)} ${n === 1 ? one : many || one + "s"}`;

  /** A code such as `head_of_state` or a column's name, as people say it. */
  const plain = (code) => (code === null || code === undefined ? "" : String(code).replace(/_/g, " "));
  const field = (name) => FIELDS[name] || sentence(plain(name));
  const sentence = (words) => words.charAt(0).toUpperCase() + words.slice(1);

  /** "2019-01-07", "2019-01" or "2019" → "7 January 2019", "January 2019", "2019". */
  function date(text, long = true) {
    if (!text) return "";
    const [year, month, day] = text.split("-");
    if (!month) return year;
    const name = long ? MONTHS[month - 1] : MONTHS[month - 1].slice(0, 3);
    return `${day ? Number(day) + " " : ""}${name} ${year}`;
  }

  /** From one date to another, without saying twice what they share. */
  function period(start, end) {
    if (!start || !end || start === end) return date(start || end) || "undated";
    const [first, last] = [date(start), date(end)];
    if (start.slice(0, 7) === end.slice(0, 7) && start.length === 10) return `${Number(start.slice(8))}–${last}`;
    if (start.slice(0, 4) === end.slice(0, 4) && start.length > 4) return `${first.slice(0, -5)} – ${last}`;
    return `${first} – ${last}`;
  }

  function ordinal(n) {
    const tens = n % 100;
    const ending = tens > 10 && tens < 14 ? "th" : { 1: "st", 2: "nd", 3: "rd" }[n % 10] || "th";
    return `${n}${ending}`;
  }

  /** Small letters without accents, as the search compares them. */
  function folded(text) {
    const low = text.toLowerCase();
    return /[^\0-\x7f]/.test(low) ? low.normalize("NFD").replace(/[\u0300-\u036f]/g, "") : low; // most text needs no more
  }

  return { MONTHS, ROLES, MODES, BASES, number, count, plain, field, sentence, date, period, ordinal, folded };
})();
