"""The register workbook in and out."""
