"""How a text says that somebody has opted out and that no more messages follow. English, Spanish and French.

There are two readings of it. Any text may be one, so that there only whole statements count ("you have been
unsubscribed from our list"). Of the text that answers STOP it is known what it is about: there a word is enough.
"""

from classifier.wording import any_of, either

TEXTS = (
    r"(?:texts|txts|msgs|messages|sms|alerts|notifications|e-?mails|reminders|updates|offers|promos|newsletters|mensajes"
    r"|avisos|alertas|promociones|novedades|publicidad|notificaciones|alertes|offres|rappels)"
)
"""What one opts out of."""
OF_TEXTS = (
    rf"(?!\s+(?:of|from|del?|du|des)\s+(?!(?:\w+\s+){{0,3}}(?:{TEXTS}|lists?|lista|liste|program|text)\b)"
    r"|\s+(?:de\s)?[ld]['’])"
)
"""Out of texts, not "out of arbitration" or "de l'atelier"."""
_LISTED = (
    rf"(?:\s+(?:from|of)\s+(?:\S{{1,20}}\s+){{0,4}}?(?:(?<!wait )(?<!waiting )lists?|{TEXTS}|coupons|deals)\b"
    r"|\s?(?:[.!,;:)—-]|$)|\s+(?:and|as)\b|\s+from\s+(?-i:[A-Z]))"
)
CONFIRMS = either(
    # you have now been unsubscribed, you're opted out of texts, you were removed from our list
    r"\byou(?:['’]ve|\s+have|\s+are|['’]re|\s+were)?\s+(?:(?:now|been|successfully|all)\s+){0,3}"
    rf"(?:unsubscribed\b|(?:opted[\s-]?out)\b{OF_TEXTS}|removed{_LISTED})",
    rf"\b(?:number|phone|subscription)\s+(?:has\s+been|was|is)\s+(?:removed{_LISTED}|unsubscribed|opted\s+out)",
    # you will no longer receive texts, we won't text you again, you will not hear from us
    r"\b(?:no\s+longer|will\s+not|won['’]t)\s+(?:be\s+)?(?:receive|get|hear|text|send|contact)(?:ing)?\s+(?!more\s+than\b)"
    r"(?:(?:you|any|more|further|other|our|these|text|marketing|promotional)\s+){0,3}(?!\S+\s+(?:until|before|if|unless)\b)"
    rf"(?:{TEXTS}|text|message|again|deals|coupons|from\s+(?:us\b(?!\s+(?:until|before|if|unless)\b)|(?-i:[A-Z])\w*))\b",
    r"\bno\s+(?:more|further)\s+(?:messages?|texts?|msgs?)\s+(?:will|from)\b|\bopt[\s-]?out\s+(?:is\s+)?confirmed\b",
    rf"\b(?:receive|get)\s+no\s+(?:more|further)\s+{TEXTS}\b|^(?:[^:.]{{1,40}}[:.-]\s{{0,2}})?(?:unsubscribed|opted[\s-]?out)\b",
    r"\b(?:ha|has)\s+sido\s+dado\s+de\s+baja|\b(?:te\s+has|hemos|se\s+ha)\s+dado\s+de\s+baja|\bbaja\s+(?:confirmada|realizada)",
    r"\bcancelado\s+(?:tu|su|la)\s+suscripci[óo]n|\bsuscripci[óo]n\s+(?:ha\s+sido\s+)?cancelada|\bya\s+no\s+recibir\w+",
    r"\bno\s+(?:recibir[áa]s?|(?:te|le)\s+enviaremos)\s+m[áa]s|\bne\s+recevrez\s+plus",
    rf"\bvous\s+(?:[êe]tes|avez\s+(?:bien\s+)?[ée]t[ée])\s+(?:bien\s+|maintenant\s+)?d[ée]s(?:abonn|inscri)\w{{1,5}}{OF_TEXTS}",
    r"\bd[ée]s(?:abonnement|inscription)\s+(?:est\s+|a\s+[ée]t[ée]\s+)?(?:bien\s+)?(?:confirm|enregistr|pris)",
)
"""Any text: confirms that somebody has opted out."""
ACKNOWLEDGES = any_of(
    r"unsub|opt(?:ed|ing)?[\s-]?out|opt-?out|removed|cancel|revoked|withdrawn|deactivated|disabled|discontinued",
    r"(?:you\s+have|you['’]ve|you)\s+(?:now\s+|successfully\s+)?(?:left|stopped|quit|ended)\b",
    r"(?:you['’]re|you\s+are|we['’]ve\s+taken\s+you|took\s+you)\s+(?:now\s+)?(?:off|out)\b",
    r"(?:texts?|messages?|alerts?|sms|service)\s+(?:(?:is|are|have\s+been|has\s+been)\s+)?(?:now\s+)?(?:off|stopped|ended)\b",
    r"(?:request|stop)\s+(?:was|has\s+been|is)\s+(?:received|processed|honou?red)\b|received\s+your\s+(?:stop|opt|request)",
    r"dad[oa]\s+de\s+baja|(?:su|tu)\s+baja\b|desuscri|desactivad|ha\s+salido\b|has\s+salido\b|solicitud\s+recibida",
    r"d[ée]sabonn|d[ée]sinscri|d[ée]sactiv|annul|retir[ée]|demande\s+(?:est\s+|a\s+[ée]t[ée]\s+)?(?:re[çc]ue|trait[ée]e)",
)
"""The answer to STOP: says that it was received."""
NO_MORE = any_of(
    r"(?:no|zero)\s+(?:more|further|additional|other|longer)\b",
    r"(?:not|never|won['’]t|cannot|don['’]t)\s+(?:\w+\s+){0,3}?(?:receive|get|hear|text|send|message|be\s+(?:sent|texted"
    r"|messaged))\b",
    r"(?:not|won['’]t)\s+(?:\w+\s+){0,4}?(?:any\s*more|further|again)\b",
    r"(?:stop|cease)\s+(?:sending|texting|receiving|getting)\b|(?:last|final)\s+(?:message|text)\b|no\s+(?:texts|messages)\b",
    r"no\s+(?:\w+\s+)?(?:recibir\w+|enviaremos|le\s+enviaremos|se\s+enviar[áa]n)|ya\s+no\b|no\s+m[áa]s\b|ning[úu]n",
    r"ne\s+(?:\w+\s+)?(?:recevr\w+|sera|seront|enverrons)|plus\s+(?:de|aucun)\b|aucun",
)
"""The answer to STOP: says that no more messages follow."""
