"""Pages for people: one file each, which loads nothing and in which no message can act.

rendering   a page of a template, where every value is text: escaped, and what can't be seen is named
writing     files that are written whole or not at all
pictures    matplotlib's figures as SVG that can stand in a page
templates   base.html.j2: what all pages share in looks; marked.html.j2: a text with its words marked
"""
