"""Working memory is used again, and never by two at a time."""

from concurrent.futures import ThreadPoolExecutor

from classifier.pool import Pool


def pool() -> Pool[list[int]]:
    return Pool(lambda size: [size], usual=10, most_kept=50)


def test_a_room_that_was_given_back_is_taken_again() -> None:
    rooms = pool()
    first = rooms.taken(3)
    assert first[0] == 10
    rooms.given_back(first)
    assert rooms.taken(10)[1] is first[1]


def test_a_room_that_is_too_small_gives_way_to_a_larger_one() -> None:
    rooms = pool()
    rooms.given_back(rooms.taken(3))
    assert rooms.taken(11)[0] == 11


def test_a_large_room_is_not_kept() -> None:
    rooms = pool()
    large = rooms.taken(51)
    rooms.given_back(large)
    assert rooms.taken(51)[1] is not large[1]


def test_threads_never_have_the_same_room() -> None:
    rooms = pool()

    def use(number: int) -> bool:
        taken = rooms.taken(5)
        taken[1][:] = [number]
        alone = taken[1] == [number]
        rooms.given_back(taken)
        return alone

    with ThreadPoolExecutor(4) as threads:
        assert all(threads.map(use, range(20_000)))
