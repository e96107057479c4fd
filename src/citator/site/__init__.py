"""From facts records to landing pages and the front desk: HTML fragments and pages, no Sphinx in it."""
