"""How the site is doing, for ops: the page /admin/tinh-trang/ and `manage.py status` tell the same findings."""
