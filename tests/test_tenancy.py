"""The crawl: every address, every method, as every role of another unit and as nobody.

Every URL pattern of the installation must be named in `tests/tenancy_map.py`; one that is not fails here, so that no new
page escapes. The rows of unit A carry a secret word; no answer to anybody else may hold it, and no request of anybody else
may change a row of A. Reach is proved as well: A's own people do see the word.
"""
