"""The modules that need no page are tested in JavaScript, by files beside this one: node --test."""

from pathlib import Path

from javascript import node


def test_what_the_modules_say_of_themselves():
    done = node("--test", "--test-reporter=spec", *sorted(Path(__file__).parent.glob("*.test.mjs")))
    assert done.returncode == 0, done.stdout.rpartition("failing tests")[2] + done.stderr
