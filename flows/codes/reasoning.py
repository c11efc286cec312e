"""What is found by reasoning on every interview: P100 to P119, A030 to A049."""

from __future__ import annotations

from flows.codes.entry import Code

TITLE = "Ce que le parcours permet"

CODES: tuple[Code, ...] = (
    Code(
        "P100",
        "Question jamais posée",
        "Aucun entretien, quelles que soient les réponses, n’arrive à cette question : soit aucune sortie "
        "n’y mène, soit sa condition n’est jamais vraie quand on y arrive. Ce qu’elle devait apprendre "
        "manquera toujours.",
        "Corrigez la condition ou la sortie qui en éloigne, ou retirez la question.",
    ),
    Code(
        "P101",
        "Condition qui se contredit",
        "La condition demande deux choses incompatibles, par exemple deux réponses différentes à la même "
        "question. Elle ne peut être vraie d’aucun entretien.",
        "Pour « l’une ou l’autre », écrivez « parmi » ou « un_de » à la place de « tous ».",
    ),
    Code(
        "P102",
        "Forme jamais conclue",
        "Aucun entretien complet ne remplit la condition de cette forme : elle ne sera jamais proposée. Une "
        "forme que l’on garde sans s’en servir porte « active: false ».",
        "Corrigez sa condition, ou écrivez « active: false ».",
    ),
    Code(
        "P103",
        "Question du noyau sautée",
        "Une question qui n’est pas du noyau, ou que votre équipe a ajoutée, mène plus bas qu’une question "
        "du noyau qui aurait dû être posée. L’entretien conclurait sans elle, peut-être à tort : « pas de "
        "non-recours ».",
        "Menez à la question du noyau, ou plus haut : sa propre condition dira si elle est posée.",
    ),
    Code(
        "A030",
        "Condition toujours vraie à cet endroit",
        "La condition n’écarte personne : chaque entretien qui arrive là la remplit. Une condition qui ne "
        "fait que redire les sorties placées plus haut n’est pas signalée : elle protège la question.",
        "Retirez la condition, ou cherchez la réponse oubliée.",
    ),
    Code(
        "A031",
        "Sortie jamais prise",
        "Aucune réponse ne fait prendre cette sortie : sa condition n’est jamais vraie à cet endroit, ou une "
        "sortie écrite plus haut est toujours prise avant elle.",
        "Placez-la plus haut, corrigez sa condition, ou retirez-la.",
    ),
    Code(
        "A032",
        "Condition vraie quoi qu’il arrive",
        "La condition est vraie de toute réponse, et même sans réponse : elle ne veut rien dire.",
        "Retirez-la, ou cherchez la réponse en trop.",
    ),
    Code(
        "A033",
        "Conclusion jamais atteinte",
        "Aucun entretien complet ne mène à cette conclusion : caractère, explication, abandon ou certitude. "
        "La dernière explication, sans « si », n’est pas signalée : elle est là par prudence.",
        "Corrigez la condition, changez l’ordre des explications, ou retirez la conclusion.",
    ),
    Code(
        "A034",
        "Deux conclusions toujours ensemble",
        "Dans chaque entretien complet, les deux sont vraies ensemble ou fausses ensemble : elles disent la "
        "même chose sous deux noms.",
        "Gardez-en une, ou distinguez leurs conditions.",
    ),
    Code(
        "A035",
        "Sorties qui se recouvrent",
        "Après certaines réponses, deux sorties conviennent et ne mènent pas au même endroit ; la première "
        "l’emporte. Une exception écrite avant la règle générale n’est pas signalée.",
        "Si l’ordre est voulu, ajoutez à la seconde sortie la condition qui exclut la première.",
    ),
    Code(
        "A036",
        "Réponses sans sortie",
        "Plusieurs sorties sont écrites, toutes avec un « si » et, après certaines réponses, aucune ne "
        "convient : on passe alors à la question suivante du fichier. Une sortie seule avec un « si » n’est "
        "pas signalée : elle se lit « sinon, la suivante ».",
        "Ajoutez une dernière sortie sans « si » qui dit où aller.",
    ),
    Code(
        "A049",
        "Tout n’a pas été examiné",
        "Le parcours est trop grand pour que tous ses entretiens soient suivis. Rien n’est affirmé de ce qui "
        "n’a pas été examiné.",
        "Raccourcissez les conditions qui lisent des questions placées loin au-dessus.",
    ),
)
