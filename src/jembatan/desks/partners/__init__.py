"""Media cooperation: outlets as partners, accreditation, agreements, placement orders."""
