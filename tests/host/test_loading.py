"""While much is loaded nothing is collected; afterwards it is again."""

import gc

import pytest

from app.host.loading import loading


def test_nothing_is_collected_while_loading_and_again_afterwards() -> None:
    assert gc.isenabled()
    with loading():
        assert not gc.isenabled()
        with loading():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()
    assert gc.get_freeze_count() > 0
    gc.unfreeze()


def test_a_failure_while_loading_does_not_leave_the_collector_off() -> None:
    with pytest.raises(ImportError), loading():
        raise ImportError
    assert gc.isenabled()
    gc.unfreeze()
