"""Links and their innocent neighbours: what differs by a little from a link is none, and the other way round."""

import pytest

from classifier.links import find


@pytest.mark.parametrize(
    ("written", "host"),
    [
        ("bit . ly / x7Kq", "bit.ly"),
        ("b i t . l y / x7Kq", "bit.ly"),
        ("b i t . l y", "bit.ly"),
        ("tinyurl . com / y7k2", "tinyurl.com"),
        ("bit dot ly / x7", "bit.ly"),
        ("bit,ly/x7K", "bit.ly"),
        ("evil,com/x7K", "evil.com"),
        ("bit-dot-ly/x7", "bit.ly"),
        ("evil-dot-shop/x7", "evil.shop"),
        ("bit_dot_ly/x7", "bit.ly"),
        ("bit.1y/x7", "bit.ly"),
        ("bit.1y", "bit.ly"),
        ("paypal.c0m", "paypal.com"),
        ("bit<b>.</b>ly/x", "bit.ly"),
        ("bit<wbr>.ly/x", "bit.ly"),
    ],
)
def test_a_dot_that_only_a_reader_sees_is_one(written: str, host: str) -> None:
    for text in (written, f"Track it at {written} now", f"Hi. ({written})", f"see a {written}"):
        (link,) = find(text)
        assert (link.text, link.host, link.disguised) == (written, host, True)


@pytest.mark.parametrize("written", ["b1t.ly/x", "https://b1t.ly/x", "tinyur1.com/x", "t1nyur1.com/x", "1s.gd/x"])
def test_digits_in_the_name_of_a_well_known_shortener_pose_as_its_letters(written: str) -> None:
    (link,) = find(f"see {written} now")
    assert link.lookalike_of in ("bit.ly", "tinyurl.com", "is.gd")
    assert link.disguised


@pytest.mark.parametrize("text", ["see is.gd", "via bit.ly", "BIT.LY has it", "go to t.co.", "(www.ow.ly)"])
def test_a_well_known_shortener_counts_without_a_path(text: str) -> None:
    assert len(find(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "a bit.Lyn is there, a bit.Ly too",
        "red,ly/blue and one,two/three",
        "Mon,Tue/Wed 12,50/kg 1,5l/day",
        "polka-dot-co/x and polka_dot_me/x",
        "and dot-to-dot/lines",
        "Bye . Me / you and us",
        "a b i t . l o t / more",
        "A b c . d e f / g",
        "3.5l/100km and v2.1s/3",
        "ok.<br>so and end.<b>call</b>",
        "bit , ly",
        "@maria.photo @lumen.studio @solano.peluqueria.es",
        "by @bit.ly, @is.gd",
    ],
)
def test_everyday_signs_are_no_dots(text: str) -> None:
    assert find(text) == ()


@pytest.mark.parametrize("text", ["@paypal.com", "@www.lumen.studio", "@lumen.studio/menu"])
def test_a_handle_with_a_path_or_a_plain_ending_is_a_link(text: str) -> None:
    assert len(find(f"see {text} now")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "10.0.0.0/8",
        "192.168.0.1/24.",
        "10.0.0.0/8,172.16.0.0/12",
        "192.168.0.0/255.255.255.0",
        "Bus 1.2.3.4/5",
        "Bus 1.2.3.4/5/6",
        "score 3.2.1.0:4",
        "1.2.3.4/ 5",
    ],
)
def test_numbers_with_dots_are_no_addresses(text: str) -> None:
    assert find(text) == ()


@pytest.mark.parametrize(
    "text", ["203.0.113.9:81", "203.0.113.9:8080/8", "203.0.113.9/track", "203.0.113.9/24/x", "http://10.0.0.1/8"]
)
def test_an_address_with_a_port_or_a_path_is_a_link(text: str) -> None:
    (link,) = find(f"see {text} now")
    assert (link.text, link.is_ip) == (text, True)


@pytest.mark.parametrize("host", ["kadıköy.bel.tr", "kıyafet.com", "ışık.com.tr", "xn--kyafet-p9a.com", "əkinçi.az"])
def test_a_host_in_a_latin_alphabet_poses_as_nothing(host: str) -> None:
    (link,) = find(f"go to https://{host}/x now")
    assert (link.lookalike_of, link.disguised) == (None, False)


@pytest.mark.parametrize(
    ("host", "lookalike_of"),
    [
        ("аррӏе.com", "apple.com"),
        ("lınkedin.com", "linkedin.com"),
        ("páypal.fr", "paypal.fr"),
        ("bıt.ly", "bit.ly"),
        ("kadıkоy.com", "kadikoy.com"),
    ],
    ids=ascii,
)
def test_a_host_that_reads_as_another_poses_as_it(host: str, lookalike_of: str) -> None:
    (link,) = find(f"go to https://{host}/x now")
    assert (link.lookalike_of, link.disguised) == (lookalike_of, True)
