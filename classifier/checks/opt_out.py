"""OPT: consent. Source: ISV guideline, row opt-out; FCC 47 CFR 64.1200(a)(10); CTIA principles; national keywords.

What counts as saying how to opt out: an instruction that has a word which providers honour ("reply STOP", "STOP to
end", "envoyez STOP au 36111"), in English, Spanish or French. The patterns are in `classifier.checks.opt_out_words`.
"""
