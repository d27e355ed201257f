"""Values of named parts."""

import pytest

from reportlens.report.parse import parse
from reportlens.settings import DEFAULTS, Settings
from reportlens.value import Entity, Value


class Dog(Value):
    name: str
    legs: int = 4


class Owner(Entity):
    dog: Dog


def test_a_value_is_equal_to_one_of_the_same_parts() -> None:
    assert Dog(name="Rex") == Dog(name="Rex", legs=4)
    assert Dog(name="Rex") != Dog(name="Rex", legs=3)
    assert Dog(name="Rex") != Owner(dog=Dog(name="Rex"))
    assert repr(Dog(name="Rex")) == "Dog(name='Rex', legs=4)"


def test_a_changed_value_leaves_the_first_one_as_it_was() -> None:
    rex = Dog(name="Rex")

    assert rex.replaced(legs=3) == Dog(name="Rex", legs=3)
    assert rex.legs == 4


def test_an_entity_is_equal_to_itself_alone() -> None:
    owner = Owner(dog=Dog(name="Rex"))

    assert owner == owner
    assert owner != owner.replaced()
    assert len({owner, owner.replaced(), owner}) == 2
    assert parse("# A") != parse("# A")


def test_settings_are_equal_however_they_came_about() -> None:
    assert Settings() == DEFAULTS
    assert Settings(edition="2025") != DEFAULTS
    assert Settings(edition="2025").replaced(edition="") == DEFAULTS
    with pytest.raises(AttributeError):
        _ = Settings().eddition
