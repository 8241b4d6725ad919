"""Links: what is one, where it leads, where it stands, and how it was disguised."""

import pytest

from classifier.links import Link, find


def only(text: str) -> Link:
    (link,) = find(text)
    return link


def texts(text: str) -> list[str]:
    return [link.text for link in find(text)]


@pytest.mark.parametrize(
    ("written", "scheme", "host", "domain", "path"),
    [
        ("https://example.com/x?y=1#z", "https", "example.com", "example.com", "/x?y=1#z"),
        ("HTTP://Shop.Example.CO.UK", "http", "shop.example.co.uk", "example.co.uk", ""),
        ("https://example.com?a=b", "https", "example.com", "example.com", "?a=b"),
        ("https://example.com:8443/x", "https", "example.com", "example.com", "/x"),
        ("https://example.com./x", "https", "example.com", "example.com", "/x"),
        ("http://localhost:8000/x", "http", "localhost", None, "/x"),
        ("http://a_b.example.com/", "http", "a_b.example.com", "example.com", "/"),
        ("https://me.github.io/x", "https", "me.github.io", "me.github.io", "/x"),
        ("https://github.io/x", "https", "github.io", "github.io", "/x"),
        ("https://example.unknownending/x", "https", "example.unknownending", None, "/x"),
        ("www.example.com", None, "www.example.com", "example.com", ""),
        ("www.amazon.it", None, "www.amazon.it", "amazon.it", ""),
        ("bit.ly/abc", None, "bit.ly", "bit.ly", "/abc"),
        ("t.me/abc", None, "t.me", "t.me", "/abc"),
        ("wa.me/14155550123", None, "wa.me", "wa.me", "/14155550123"),
        ("Amazon.com", None, "amazon.com", "amazon.com", ""),
        ("AMAZON.COM", None, "amazon.com", "amazon.com", ""),
        ("google.fr", None, "google.fr", "google.fr", ""),
        ("tesco.co.uk", None, "tesco.co.uk", "tesco.co.uk", ""),
        ("usps-redelivery.us", None, "usps-redelivery.us", "usps-redelivery.us", ""),
        ("toll-pay24.live", None, "toll-pay24.live", "toll-pay24.live", ""),
        ("gov.uk/vehicle-tax", None, "gov.uk", None, "/vehicle-tax"),
        ("bücher.de", None, "xn--bcher-kva.de", "xn--bcher-kva.de", ""),
        ("https://bücher.de/ü", "https", "xn--bcher-kva.de", "xn--bcher-kva.de", "/ü"),
        ("https://bu\u0308cher.de", "https", "xn--bcher-kva.de", "xn--bcher-kva.de", ""),
        ("https://straße.de", "https", "xn--strae-oqa.de", "xn--strae-oqa.de", ""),
        ("https://xn--bcher-kva.de", "https", "xn--bcher-kva.de", "xn--bcher-kva.de", ""),
        ("сбербанк.рф", None, "xn--80abap1arsf.xn--p1ai", "xn--80abap1arsf.xn--p1ai", ""),
        ("https://例え.jp/x", "https", "xn--r8jz45g.jp", "xn--r8jz45g.jp", "/x"),
        ("https://i❤.ws/x", "https", "xn--i-7iq.ws", "xn--i-7iq.ws", "/x"),
        ("https://{{shop}}.example.com/{{id}}", "https", "example.com", "example.com", "/{{id}}"),
        ("https://en.wikipedia.org/wiki/A_(b)", "https", "en.wikipedia.org", "wikipedia.org", "/wiki/A_(b)"),
    ],
    ids=ascii,
)
def test_an_honest_link_is_found(written: str, scheme: str | None, host: str, domain: str | None, path: str) -> None:
    for text in (written, f"Hi. Track it at {written}. Bye", f"See ({written}), or call", f"“{written}”!"):
        link = only(text)
        assert (link.text, link.scheme, link.host, link.domain, link.path) == (written, scheme, host, domain, path)
        assert (link.is_ip, link.disguised, link.lookalike_of) == (False, False, None)


@pytest.mark.parametrize(
    ("written", "address", "disguised"),
    [
        ("http://192.168.1.5/x", "192.168.1.5", False),
        ("95.141.32.7:81/orders", "95.141.32.7", False),
        ("1.1.1.1/dns", "1.1.1.1", False),
        ("http://3232235777/", "192.168.1.1", True),
        ("http://0x7f000001/a", "127.0.0.1", True),
        ("http://0300.0250.1.1/a", "192.168.1.1", True),
        ("http://192.168.257/", "192.168.1.1", True),
        ("http://[::1]:80/x", "::1", False),
        ("http://[2001:DB8:0:0::1]/", "2001:db8::1", False),
    ],
)
def test_an_ip_is_no_domain(written: str, address: str, disguised: bool) -> None:
    link = only(f"go to {written} now")
    assert (link.text, link.host, link.domain, link.is_ip) == (written, address, None, True)
    assert link.disguised == disguised


@pytest.mark.parametrize(
    ("written", "host", "scheme"),
    [
        ("hxxp://evil.com/x", "evil.com", "http"),
        ("hXXps://evil[.]com/x", "evil.com", "https"),
        ("h**ps://evil.com", "evil.com", "https"),
        ("https[:]//evil.com", "evil.com", "https"),
        ("https:\\\\evil.com\\x", "evil.com", "https"),
        ("https://paypal.com@evil.com/x", "evil.com", "https"),
        ("http://paypal.com:pw@evil.com:8080/x", "evil.com", "http"),
        ("bit[.]ly/abc", "bit.ly", None),
        ("bit [.] ly/abc", "bit.ly", None),
        ("bit(dot)ly/x", "bit.ly", None),
        ("bit [dot] ly/x", "bit.ly", None),
        ("evil[.]com", "evil.com", None),
        ("bit dot ly/abc", "bit.ly", None),
        ("bit . ly/abc", "bit.ly", None),
        ("bit .ly/abc", "bit.ly", None),
        ("bit\u00a0.\u00a0ly/abc", "bit.ly", None),
        ("paypal dot com", "paypal.com", None),
        ("www dot example dot com", "www.example.com", None),
        ("www . example . com", "www.example.com", None),
        ("example dot co dot uk/x", "example.co.uk", None),
        ("bit。ly/abc", "bit.ly", None),
        ("bit．ly/abc", "bit.ly", None),
        ("bit․ly/abc", "bit.ly", None),
        ("bit•ly/abc", "bit.ly", None),
        ("ｂｉｔ．ｌｙ／ａｂｃ", "bit.ly", None),
        ("𝓫𝓲𝓽.ly/abc", "bit.ly", None),
        ("b\u200bit.l\u00ady/x", "bit.ly", None),
        ("https://ev\u200bil.com", "evil.com", "https"),
        ("https：//evil.com", "evil.com", "https"),
        ("https://%65vil.com/x", "evil.com", "https"),
        ("bit%2Ely/x", "bit.ly", None),
        ("bit&#46;ly/x", "bit.ly", None),
        ("bit&period;ly/x", "bit.ly", None),
        ("https://b%C3%BCcher.de/", "xn--bcher-kva.de", "https"),
    ],
    ids=ascii,
)
def test_a_disguise_is_undone_and_told(written: str, host: str, scheme: str | None) -> None:
    for text in (written, f"Track it at {written} now", f"Hi. ({written})"):
        link = only(text)
        assert (link.text, link.host, link.scheme) == (written, host, scheme)
        assert link.disguised


@pytest.mark.parametrize(
    ("written", "lookalike_of"),
    [
        ("bіt.ly/x", "bit.ly"),
        ("pаypal.com", "paypal.com"),
        ("https://pаypal.com/x", "paypal.com"),
        ("xn--pypal-4ve.com", "paypal.com"),
        ("раураl.com", "paypal.com"),
        ("https://саре.com", "cape.com"),
        ("paypal.cоm", "paypal.com"),
        ("ʙɪᴛ.ʟʏ/x", "bit.ly"),
        ("b\u0336i\u0336t\u0336.ly/x", "bit.ly"),
        ("https://lınkedin.com", "linkedin.com"),
    ],
    ids=ascii,
)
def test_a_host_of_look_alike_letters_names_what_it_poses_as(written: str, lookalike_of: str) -> None:
    link = only(f"go to {written} now")
    assert (link.text, link.lookalike_of, link.disguised) == (written, lookalike_of, True)
    assert "xn--" in link.host


@pytest.mark.parametrize(
    "host",
    [
        "bücher.de",
        "café.fr",
        "łódź.pl",
        "smørrebrød.dk",
        "пример.рф",
        "хорошо.com",
        "日本語.jp",
        "한국.kr",
        "ελλάδα.gr",
    ],
)
def test_an_honest_international_host_poses_as_nothing(host: str) -> None:
    link = only(f"go to https://{host}/x now")
    assert (link.lookalike_of, link.disguised) == (None, False)


@pytest.mark.parametrize(
    "text",
    [
        "no link here",
        "12.50.Pay now",
        "Hi.It is",
        "end.Call now",
        "e.g. this, i.e. that",
        "U.S.A and U.S. and D.C.",
        "3.5.2 and v2.0.1 and 10.4.1.2",
        "run file.py or script.sh, see README.md",
        "today.see you",
        "See you tomorrow.Me and Ann",
        "ok.so what",
        "yes it.is that",
        "See you tomorrow.me too",
        "CALL NOW.CA RESIDENTS ONLY",
        "Sale ends soon.click here to",
        "Reply to confirm.call us",
        "we open at 5pm.live music",
        "$5.mo/yr plan, 9.99/mo",
        "Mon.to/from, he.is/was, text.me/you",
        "today.To/from",
        "Howz pain.it will come down today.do as i said",
        "La promo es hoy.de lunes a viernes",
        "Es facil.es para todos",
        "call us.in an hour",
        "mail me@evil.com or john.smith@x.co.uk, a.b+c@d.com",
        "write to sales@x.com/support@x.com",
        "the dot com boom and the dot com bubble",
        "Bye . Me/you and us",
        "wait ... what . Now",
        "Dr.Smith and St.Louis and Ph.D. and B.Tech",
        "Rs.500 and No.5 and approx.20",
        "https://{{host}}/x and {{link}} and [link]",
        "http:// https://... http://www. www. http://-/",
        "http://256.1.1.1/ http://1.2.3.4.5/",
        "https://a..b",
        "co.uk and com.au",
        "10:30 and/or 5/6 a:b",
        "点击。谢谢",
        "col·lecció de llibres",
        "Milk•Eggs•Bread",
        "20%de descuento",
        "hello....com",
        "",
    ],
)
def test_what_only_looks_like_a_link_is_left_alone(text: str) -> None:
    assert texts(text) == []


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("a.com/x and https://b.com", ["a.com/x", "https://b.com"]),
        ("http://a.com)and http://b.com/x).", ["http://a.com", "http://b.com/x"]),
        ("a.com,b.com|c.com", ["a.com", "b.com", "c.com"]),
        ("https://a.com,https://b.com/x", ["https://a.com", "https://b.com/x"]),
        ("Visit amazon.com.Reply STOP", ["amazon.com"]),
        ("Visit https://amazon.com.Reply STOP", ["https://amazon.com"]),
        ("Visit amazon.com.Me too", ["amazon.com"]),
        ("today.https://bit.ly/x", ["https://bit.ly/x"]),
        ("Thanks.www.foo.com/x", ["www.foo.com/x"]),
        ("here:https://bit.ly/x", ["https://bit.ly/x"]),
        ("👉bit.ly/x👈", ["bit.ly/x"]),
        ("请访问bit.ly/x谢谢", ["bit.ly/x"]),
        ("请访问bit.ly谢谢", ["bit.ly"]),
        ("_bit.ly/x_ *bit.ly/y*", ["bit.ly/x", "bit.ly/y"]),
        ("bit.ly/x\nhttp://a.com", ["bit.ly/x", "http://a.com"]),
        ("http://a.com/\nx", ["http://a.com/"]),
        ("call us . bit.ly/x", ["bit.ly/x"]),
        ("order at zalando.it.", ["zalando.it"]),
        ("x@bit.ly/abc", ["bit.ly/abc"]),
        ("@bit.ly/abc", ["bit.ly/abc"]),
        ("https://x.com/?u=https://evil.com/y", ["https://x.com/?u=https://evil.com/y"]),
        ("ftp://files.example.com/x", ["files.example.com/x"]),
    ],
)
def test_a_link_begins_and_ends_where_a_reader_would_say(text: str, links: list[str]) -> None:
    assert texts(text) == links
