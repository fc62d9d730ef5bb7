"""The pages behind an item's form: acts, autosave, history, preview, sharing.

Each view takes (model_admin, request, …)."""
