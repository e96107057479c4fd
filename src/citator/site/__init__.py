"""The pages that are made from facts alone: the front desk, and what surrounds the text of a landing page."""
