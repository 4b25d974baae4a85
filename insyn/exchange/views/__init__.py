"""Pages about files that come in, and the workbook that goes out."""
