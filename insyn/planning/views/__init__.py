"""The plan's pages, the coverage map and the draw's staff pages."""
