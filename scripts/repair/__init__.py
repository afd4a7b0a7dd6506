"""Training of the repair: pairs of printed and read lines, channel, language model, lexicon."""
