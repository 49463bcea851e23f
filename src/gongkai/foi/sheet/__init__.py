"""Registering the applications of a day from one sheet (批量登记), XLSX or CSV.

``columns`` are those of the form with which a single one is registered; ``reading`` gives the
rows of a file, ``checking`` what stands against each, ``entering`` registers them all or none.
The file is stored nowhere: between preview and registering its rows travel sealed in the page.
"""
