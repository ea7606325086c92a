"""How large a file may be. Above a limit the reader says so and stops, or reads what is below."""

MEGABYTE = 1024 * 1024
FILE_BYTES = 20 * MEGABYTE
UNPACKED_BYTES = 200 * MEGABYTE  # what a workbook may unfold to
ROWS = 100_000  # of a sheet; those below are left out, and it is said
ALL_ROWS = 300_000  # of all sheets together, empty ones between others counted
COLUMNS = 300
CELLS = 5_000_000  # rows times columns that one sheet may span
SHEETS = 200
PARSER_SECONDS = 20  # of work; a list of the largest size takes some
PARSER_BYTES = 2_000 * MEGABYTE
CELL = 1_000  # signs of a cell; longer than anything that a list holds
