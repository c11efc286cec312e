"""Scenario files: P070 to P079, A070 to A079."""

from __future__ import annotations

from flows.codes.entry import Code

TITLE = "Les scénarios et les cas"

CODES: tuple[Code, ...] = (
    Code(
        "P070",
        "Scénario sans situation",
        "Un scénario raconte au moins une situation.",
        "Ajoutez une situation et ses « reponses ».",
    ),
    Code(
        "P071",
        "Nom que le parcours n’a pas",
        "Le scénario nomme un parcours, une question, une forme, un trait ou une raison qui n’existe pas.",
        "Corrigez le nom.",
    ),
    Code(
        "P072",
        "Réponse que la question ne prend pas",
        "La réponse n’est pas l’un des codes de la question, ou n’est pas du bon genre.",
        "Corrigez la réponse.",
    ),
    Code(
        "P073",
        "Passage qui pourrait dire qui est quelqu’un",
        "Un scénario est fait pour être partagé : un nom, un numéro, une adresse ou une date de naissance "
        "n’y ont pas leur place, même d’une personne inventée.",
        "Remplacez le passage par des mots qui ne disent de personne qui il est.",
    ),
    Code(
        "P074",
        "Voix dans un fichier qui n’est pas un cas",
        "« voix », « motifs », « ecarts » et « scene » ne servent qu’en formation. Sans la clé "
        "« formation », personne ne peut jouer ce fichier.",
        "Ajoutez « formation », avec « cadre », « niveau » et « exerce ».",
    ),
    Code(
        "P075",
        "Question jamais posée dans ce cas",
        "« motifs » et « ecarts » parlent de la réponse de référence. Ici, la question n’est pas posée, et "
        "il n’y a pas de réponse. Une « voix » peut rester : elle sert à qui s’écarte du chemin.",
        "Retirez ce passage, ou vérifiez les réponses qui mènent à cette question.",
    ),
    Code(
        "P076",
        "Cas nommé qui n’existe pas",
        "« suite_de » et « proche_de » nomment un autre cas : un cas livré, ou un fichier rangé à côté.",
        "Corrigez le nom (celui du fichier, sans « .yaml »), ou retirez la clé.",
    ),
    Code(
        "P077",
        "Écart qui se contredit",
        "Un écart dit ce que vaut une autre réponse que la référence, et une seule fois. Une réponse ne "
        "peut pas être à la fois la référence et un écart, ni admise et refusée.",
        "Retirez la réponse de trop, ou corrigez « admis ».",
    ),
    Code(
        "P078",
        "Relances dont aucune n’aide",
        "Si aucune façon de redemander n’aide, personne ne peut apprendre ce qui décide.",
        "Écrivez au moins une relance avec « aide: true ».",
    ),
    Code(
        "P079",
        "Texte vide",
        "Une clé du cas est là, et rien n’y est écrit : l’écran n’aurait rien à montrer.",
        "Écrivez le texte, ou retirez la clé.",
    ),
    Code(
        "A070",
        "Question que l’on n’entend pas",
        "Cette question compte, et la personne n’y dit rien : qui joue le cas ne peut pas y répondre.",
        "Ajoutez dans « voix » ce que dit la personne, avec ses mots.",
    ),
    Code(
        "A071",
        "Réponse sans motif",
        "Au retour, on dit pourquoi la réponse de référence est celle-là, et pas sa voisine.",
        "Ajoutez une phrase dans « motifs ».",
    ),
    Code(
        "A072",
        "Autre réponse sans effet ni explication",
        "Une autre réponse à cette question donnerait la même conclusion. Se défend-elle aussi bien, ou "
        "est-elle fausse sans que cela se voie ? Le cas doit le dire.",
        "Ajoutez-la dans « ecarts », avec « pourquoi » ; et « admis: true » si elle se défend aussi bien.",
    ),
    Code(
        "A073",
        "Cas sans discussion",
        "Un cas s’apprend aussi en parlant : à deux, ou en groupe.",
        "Ajoutez dans « discussion » deux à quatre questions ouvertes.",
    ),
    Code(
        "A074",
        "Texte qui dit la réponse",
        "La personne ne parle ni avec nos codes, ni avec nos libellés, ni avec le nom des formes ; et le "
        "cadre ne dit jamais la conclusion.",
        "Dites la même chose avec des mots de tous les jours.",
    ),
    Code(
        "A075",
        "Cadre trop long",
        "Le cadre se lit à voix haute avant de commencer.",
        "Gardez qui vient, où et pour quoi ; le reste se dit dans « voix » ou « documents ».",
    ),
    Code(
        "A076",
        "Cas proches qui ne le sont pas",
        "Deux cas proches ne diffèrent que par un fait, que l’on dit, et qui change la conclusion. C’est "
        "ce qui apprend quel fait décide.",
        "Rapprochez les réponses des deux cas, dites le fait dans « fait_qui_change », ou retirez « "
        "proche_de ».",
    ),
    Code(
        "A077",
        "Texte encore à écrire",
        "Une ébauche marque « À écrire » ce qu’il reste à faire.",
        "Remplacez tout ce texte par le vôtre.",
    ),
    Code(
        "A078",
        "Relances à compléter",
        "Redemander s’apprend en choisissant : des façons qui aident, d’autres non, et pourquoi.",
        "Écrivez deux ou trois relances, dont une qui n’aide pas, chacune avec « pourquoi ».",
    ),
    Code(
        "A079",
        "Situation incomplète",
        "Sans « attendu », rien ne vérifie que les réponses donnent ce que vous voulez enseigner. Sans « "
        "scene », une situation de plus commence sans que la personne ait rien dit.",
        "Ajoutez « attendu », ou « scene ».",
    ),
)
