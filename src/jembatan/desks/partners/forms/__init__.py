"""The forms of partners: `register`, `contracts`; and the fields that take money and shares as people write them."""
