"""Each way a server can answer ends as documented, the run goes on, and a second run fetches nothing twice."""

from __future__ import annotations

import gzip
import time
import zlib

import httpcore
import pytest
from newspaper import TEXT, Desk, Reply, Visit, page

from visits.fetching import Guard
from visits.fetching.network import is_public


def missed(desk: Desk) -> dict[str, tuple[str, str]]:
    """What the only source's addresses gave, by path: the kind and the reason."""
    return {one.address.removeprefix(desk.paper.origin): (one.kind, one.reason) for one in desk.one().missed}


@pytest.fixture
def feed(desk: Desk) -> Desk:
    """A feed with one page to be filled in, and a good one after it."""
    desk.source()
    desk.paper.feed("/odd", "/good")
    desk.paper.article("/good")
    return desk


def test_a_page_is_kept_byte_for_byte_with_where_it_came_from(feed: Desk) -> None:
    feed.sources.clear()
    feed.source(outlet="The Paper", country="SMR", language="en")
    body = page(TEXT.format(leader="Captain Regent Anna Bianchi", day="Monday"))
    feed.paper.put("/odd", body, Set_Cookie="id=7", ETag='"one"')
    outcome = feed.one()
    assert (len(outcome.new), outcome.missed, outcome.waiting) == (2, [], 0)
    about = next(one for one in feed.sidecars() if one["address"].endswith("/odd"))
    name = f"{about['sha256']}.html"
    assert (feed.raw / "fetched" / name[:2] / name).read_bytes() == body.encode()
    assert about["url"] == feed.paper.origin + "/odd"
    assert (about["source"], about["country"], about["language"]) == ("The Paper", "SMR", "en")
    assert about["fetched"] == "2026-05-06T12:00:00.000Z"
    assert about["listed_published"] == "Tue, 05 May 2026 00:00:00 GMT"
    assert about["headers"]["etag"] == '"one"'
    assert "set-cookie" not in about["headers"]


def test_servers_are_told_who_asks_and_nothing_else(feed: Desk) -> None:
    told: list[Visit] = []

    def reply(visit: Visit) -> Reply:
        told.append(visit)
        return 200, {"Content-Type": "text/html", "Set-Cookie": "id=7"}, page(f"{visit.path} {TEXT}").encode()

    for path in ("/odd", "/good"):
        feed.paper.pages[path] = reply
    assert len(feed.one().new) == 2
    for visit in told:
        assert visit.headers["User-Agent"].startswith("visits/")
        assert visit.headers["User-Agent"].endswith(" (desk@example.org)")
        assert set(visit.headers) == {"Host", "User-Agent", "Accept-Encoding", "Accept"}


def test_a_second_run_fetches_nothing_twice(feed: Desk) -> None:
    feed.paper.article("/odd", leader="Captain Regent Anna Bianchi")
    feed.fetch()
    outcome = feed.one()
    assert (outcome.new, outcome.changed, outcome.missed) == ([], [], [])
    assert (feed.paper.times("/odd"), feed.paper.times("/good"), feed.paper.times("/feed.xml")) == (1, 1, 2)
    assert feed.paper.times("/robots.txt") == 1


def test_304_for_a_feed_and_for_a_page_that_is_asked_for_again(feed: Desk) -> None:
    def unless_known(body: str, kind: str) -> object:
        def reply(visit: Visit) -> Reply:
            known = visit.headers.get("If-None-Match") == '"v1"' and visit.headers.get("If-Modified-Since") == "then"
            headers = {"ETag": '"v1"', "Last-Modified": "then", "Content-Type": kind}
            return (304, headers, b"") if known else (200, headers, body.encode())

        return reply

    feed.sources.clear()
    feed.source(recheck_days=3)
    feed.paper.article("/odd", leader="Captain Regent Anna Bianchi")
    feed.paper.pages["/feed.xml"] = unless_known(feed.paper.pages["/feed.xml"][2].decode(), "text/xml")
    feed.paper.pages["/good"] = unless_known(page("Good news of the kind that fills a page and a half."), "text/html")
    assert len(feed.one().new) == 2
    feed.hours.sleep(90_000)
    second = feed.one()
    assert (second.listed, second.unchanged, second.new, second.changed) == (0, 2, [], [])
    assert feed.paper.times("/good") == 2


def test_a_permanent_redirect_moves_the_article_and_a_temporary_one_does_not(feed: Desk) -> None:
    feed.paper.put("/odd", "", status=301, Location="/step")
    feed.paper.put("/step", "", status=308, Location=f"{feed.paper.origin}/new?utm_source=feed#top")
    feed.paper.article("/new?utm_source=feed")
    feed.paper.put("/good", "", status=302, Location="/elsewhere")
    feed.paper.article("/elsewhere", leader="Captain Regent Anna Bianchi")
    assert len(feed.one().new) == 2
    urls = {one["address"]: one["url"] for one in feed.sidecars()}
    assert urls == {feed.paper.origin + "/odd": feed.paper.origin + "/new", **_same(feed.paper.origin + "/good")}


def _same(address: str) -> dict[str, str]:
    return {address: address}


@pytest.mark.parametrize(
    ("answer", "kind", "reason"),
    [
        ((404, {}, b""), "gone", "404 Not Found"),
        ((410, {}, b""), "gone", "410 Gone"),
        ((403, {}, b""), "refused", "403 Forbidden"),
        ((301, {"Location": "/odd"}, b""), "refused", "circle"),
        ((301, {"Location": "ftp://files.example/a"}, b""), "refused", "only http and https"),
        ((301, {"Location": "file:///etc/passwd"}, b""), "refused", "only http and https"),
        ((301, {}, b""), "refused", "301"),
        ((200, {"Content-Type": "application/pdf"}, b"%PDF-1.7"), "refused", "no page but application/pdf"),
        ((200, {"Content-Type": "text/html"}, b"  "), "refused", "empty"),
        ((200, {"Content-Type": "text/html", "Content-Encoding": "br"}, b"x"), "refused", "wasn't asked for"),
        ((200, {"Content-Type": "text/html", "Content-Length": "2000000000"}, b"x"), "refused", "2,000 MB"),
        ((304, {}, b""), "refused", "304"),
    ],
)
def test_what_is_final_is_told_and_not_asked_for_again(feed: Desk, answer: Reply, kind: str, reason: str) -> None:
    feed.paper.pages["/odd"] = answer
    found_kind, found_reason = missed(feed)["/odd"]
    assert (found_kind, reason in found_reason) == (kind, True), found_reason
    assert len(feed.stored()) == 1
    times = feed.paper.times("/odd")
    assert missed(feed) == {}
    assert feed.paper.times("/odd") == times
    feed.paper.article("/odd", leader="Captain Regent Anna Bianchi")
    assert len(feed.one(retry=True).new) == 1


@pytest.mark.parametrize("first", ["500", "429", "cut short", "packed and cut short", "broken connection"])
def test_what_may_pass_is_asked_for_again(feed: Desk, first: str) -> None:
    good = page(TEXT.format(leader="Captain Regent Anna Bianchi", day="Monday")).encode()
    packed = gzip.compress(good)
    answers: dict[str, Reply | None] = {
        "500": (500, {}, b""),
        "429": (429, {"Retry-After": "30"}, b""),
        "cut short": (200, {"Content-Type": "text/html", "Content-Length": str(len(good))}, good[:200]),
        "packed and cut short": (200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, packed[:100]),
        "broken connection": None,
    }

    def reply(visit: Visit) -> Reply | None:
        if visit.before == 0:
            visit.handler.close_connection = True
            return answers[first]
        return 200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, packed

    feed.paper.pages["/odd"] = reply
    outcome = feed.one()
    assert (len(outcome.new), outcome.missed) == (2, [])
    assert good in {path.read_bytes() for path in feed.stored()}
    if first == "429":
        assert 30 in feed.hours.slept


def test_what_never_answers_well_waits_and_is_given_up_after_five_runs(feed: Desk) -> None:
    feed.paper.put("/odd", "", status=503)
    assert missed(feed)["/odd"] == ("failed", "503 Service Unavailable, asked 3 times")
    assert feed.hours.slept[:2] == [2, 4]
    for _ in range(4):
        assert missed(feed)["/odd"][0] == "failed"
    assert missed(feed) == {}
    assert feed.paper.times("/odd") == 15
    assert feed.paper.times("/good") == 1


def test_a_server_that_asks_for_an_hour_is_left_for_the_next_run(feed: Desk) -> None:
    feed.paper.put("/odd", "", status=429, Retry_After="3600")
    feed.paper.feed("/good", "/odd", "/third")
    outcome = feed.one()
    assert outcome.held_up == ["429 Too Many Requests; the server asks to wait 3,600 s"]
    assert (len(outcome.new), outcome.waiting, feed.hours.slept) == (1, 2, [])
    feed.paper.article("/odd", leader="Captain Regent Anna Bianchi")
    feed.paper.article("/third", leader="Captain Regent Carla Verdi")
    asked = len(feed.paper.asked)
    assert "asked to wait until 2026-05-06T13:00:00" in str(feed.one().failure)
    assert len(feed.paper.asked) == asked
    feed.hours.sleep(3601)
    assert len(feed.one().new) == 2


def test_a_host_that_never_answers_costs_its_time_and_no_more(feed: Desk) -> None:
    feed.limits = "seconds = 1\nattempts = 2\ndelay = 0"
    feed.paper.feed("/a", "/b", "/c", "/d", "/e")
    for path in ("/a", "/b", "/c", "/d", "/e"):
        feed.paper.pages[path] = lambda visit: time.sleep(3)  # type: ignore[func-returns-value]
    outcome = feed.one()
    assert [one.reason for one in outcome.missed] == ["no answer within 1 s, asked 2 times"] * 3
    assert outcome.held_up == ["its host gave no answer to 3 addresses in a row; left for the next run"]
    assert outcome.waiting == 5


def test_an_answer_that_trickles_in_is_stopped_when_its_time_is_over(feed: Desk) -> None:
    feed.limits = "seconds = 1\nattempts = 1\ndelay = 0"

    def trickle(visit: Visit) -> None:
        visit.handler.send_response(200)
        visit.handler.send_header("Content-Type", "text/html")
        visit.handler.send_header("Content-Length", "1000")
        visit.handler.end_headers()
        for _ in range(60):
            visit.handler.wfile.write(b".")
            time.sleep(0.05)

    feed.paper.pages["/odd"] = trickle
    assert missed(feed)["/odd"] == ("failed", "no answer within 1 s, asked once")


def test_a_body_of_two_gigabytes_is_cut_at_the_limit(feed: Desk) -> None:
    feed.limits += "\npage_megabytes = 1"
    sent = 0

    def endless(visit: Visit) -> None:
        nonlocal sent
        visit.handler.send_response(200)
        visit.handler.send_header("Content-Type", "text/html")
        visit.handler.send_header("Transfer-Encoding", "chunked")
        visit.handler.end_headers()
        piece = b"x" * 100_000
        try:
            while sent < 2_000_000_000:
                visit.handler.wfile.write(b"186a0\r\n" + piece + b"\r\n")
                sent += len(piece)
        except OSError:
            pass

    feed.paper.pages["/odd"] = endless
    assert missed(feed)["/odd"] == ("refused", "has more than 1 MB")
    assert sent < 50_000_000


def test_a_gzip_bomb_is_not_unpacked(feed: Desk) -> None:
    feed.limits += "\npage_megabytes = 1"
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    bomb = b"".join(packer.compress(bytes(1_000_000)) for _ in range(60)) + packer.flush()
    assert len(bomb) < 1_000_000
    feed.paper.put("/odd", bomb, Content_Encoding="gzip")
    assert missed(feed)["/odd"] == ("refused", "unpacks to more than 1 MB")


def test_a_wrong_charset_is_kept_as_it_came(feed: Desk) -> None:
    body = page("Gänse in Zürich — “quoted” words for a page that says it is UTF-8 and is not.").encode("cp1252")
    feed.paper.put("/odd", body, "text/html; charset=utf-8")
    assert len(feed.one().new) == 2
    assert body in {path.read_bytes() for path in feed.stored()}


def test_a_redirect_to_a_private_address_is_refused_wherever_it_leads(feed: Desk) -> None:
    """The newspaper itself counts as public here, and nothing else on this machine does."""
    guard = Guard(lambda address: address == "127.0.0.1" or is_public(address))
    for target in ("http://127.0.0.2:9/", "http://10.0.0.1/", "http://[::ffff:192.168.0.1]/", "http://[fe80::1]/"):
        feed.paper.put("/odd", "", status=302, Location=target)
        outcome = feed.one(guard, retry=True)
        assert [one.kind for one in outcome.missed] == ["refused"]
        assert "not on the open network" in outcome.missed[0].reason


def test_a_name_whose_address_changes_after_the_check_leads_nowhere(feed: Desk) -> None:
    """The connection goes to the address that was checked, and each new connection is checked anew."""
    answers = iter([["127.0.0.1"], ["192.168.0.1"], ["192.168.0.1"], ["192.168.0.1"]])
    guard = Guard(lambda address: address == "127.0.0.1", resolve=lambda host, port: next(answers))
    guard.allot(5)
    port = int(feed.paper.origin.rpartition(":")[2])
    with httpcore.ConnectionPool(network_backend=guard, max_keepalive_connections=0) as pool:
        assert pool.request("GET", f"http://news.example:{port}/good").status == 200
        with pytest.raises(Exception, match=r"news\.example is 192\.168\.0\.1"):
            pool.request("GET", f"http://news.example:{port}/good")


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("64:ff9b::5db8:d822", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::ffff:127.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("fec0::1", False),
        ("::7f00:1", False),
        ("64:ff9b:1::7f00:1", False),
        ("ff0e::1", False),
        ("[::1]", False),
        ("nonsense", False),
    ],
)
def test_which_addresses_are_public(address: str, public: bool) -> None:
    assert is_public(address) is public


@pytest.mark.parametrize(
    "host", ["2130706433", "0x7f000001", "127.1", "0177.0.0.1", "[::ffff:127.0.0.1]", "[::1%25lo]"]
)
def test_other_spellings_of_this_machine_are_refused_too(host: str) -> None:
    guard = Guard()
    guard.allot(5)
    with (
        httpcore.ConnectionPool(network_backend=guard) as pool,
        pytest.raises(Exception, match=r"open network|not known"),
    ):
        pool.request("GET", f"http://{host}:9/")


@pytest.mark.parametrize(
    "asked", ["²", "-5", "1e9", "Wed, 99 Nov 99999999999 00:00:00 GMT", "Fri, 31 Dec 9999 23:59:59 GMT", "x"]
)
def test_no_retry_after_breaks_a_run(feed: Desk, asked: str) -> None:
    feed.paper.put("/odd", "", status=503, Retry_After=asked)
    outcome = feed.one()
    (told,) = outcome.held_up or [one.reason for one in outcome.missed]
    assert told.startswith("503 Service Unavailable")
    assert len(outcome.new) == (0 if outcome.held_up else 1)


@pytest.mark.parametrize("delay", ["nan", "inf", "-3", "1e999", "x"])
def test_no_crawl_delay_breaks_a_run(feed: Desk, delay: str) -> None:
    feed.paper.article("/odd", leader="Captain Regent Anna Bianchi")
    feed.paper.put("/robots.txt", f"User-agent: *\nCrawl-delay: {delay}\n", "text/plain")
    outcome = feed.one()
    told = [*outcome.held_up, outcome.failure or ""]
    assert len(outcome.new) == 2 or any("wants inf s between two requests" in one for one in told)
    assert all(seconds >= 0 for seconds in feed.hours.slept)


def test_what_a_server_says_cannot_steer_a_terminal(feed: Desk) -> None:
    feed.paper.put("/odd", "x", "application/\x9b2J")
    assert missed(feed)["/odd"] == ("refused", "it is no page but application/?2j")


def test_without_leave_a_private_source_is_refused(feed: Desk) -> None:
    feed.head = 'contact = "desk@example.org"'
    outcome = feed.one()
    assert "127.0.0.1 is not on the open network" in str(outcome.failure)
    assert feed.paper.asked == []


def test_a_page_that_breaks_a_parser_costs_itself_alone(feed: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    feed.paper.article("/odd", leader="Captain Regent Anna Bianchi")

    def breaking(body: bytes, address: str) -> str:
        if address.endswith("/odd"):
            raise RecursionError("too deep")
        return address

    monkeypatch.setattr("visits.fetching.keeping.canonical", breaking)
    outcome = feed.one()
    assert (len(outcome.new), [one.kind for one in outcome.missed]) == (1, ["failed"])
    monkeypatch.undo()
    assert len(feed.one().new) == 1
