"""Who holds a dossier: taken up in order, given to a colleague, taken over, pulled back."""
