"""HTTP endpoints, one file per page; `ROUTES` of each is listed in `golive.studio.app`."""
