"""The annual report (年度报告): computed from a year's cases, edited, checked, exported, published.

The form and its arithmetic are `rules.annual_report`. `reading` takes the tables out of any
published report; `computing` fills a year from the records; `drafting` proposes the texts.
"""
