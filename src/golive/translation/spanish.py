"""The Spanish phrases: the Spanish of utilities in the United States, with `usted`."""

from collections.abc import Mapping
from typing import Final

# fmt: off
SPANISH: Final[Mapping[str, str]] = {
    # the document and its margins
    "title.explainer": "Qué son las pruebas SIT y UAT",
    "version": "Versión {version}",
    "version-in-text": "versión {version}",
    "draft": "Borrador",
    "internal": "Uso interno",
    "fact.version": "Versión",
    "fact.date": "Fecha",
    "fact.status": "Estado",
    "fact.vendor": "Proveedor",
    "fact.biller": "Entidad facturadora",
    "fact.billing-system": "Sistema de facturación",
    "fact.owner": "Responsable",
    "table": "Tabla",
    "table.number": "Tabla {number}.",
    "figure.number": "Figura {number}.",
    "continued": "continuación",
    # the two tests side by side
    "test.run_by": "Quién realiza las pruebas",
    "test.signed_by": "Quién las aprueba",
    "test.data": "Datos de prueba",
    "test.environment": "Entorno",
    "test.evidence": "Evidencia",
    "test.entry": "Criterios de entrada",
    "test.exit": "Criterios de salida",
    "test.question": "Pregunta que responden",
    "test.basis": "Base habitual de los casos de prueba",
    "test.typical_defect": "Defecto típico",
    "test.lead": "Quién las dirige",
    "test.defects": "Defectos",
    "test.order": "Cuándo",
    "test.cases": "Casos",
    "typical-value": "Por lo general: {value}",
    "typical-value-after-gap": "por lo general: {value}",
    "typical-order": "Por lo general, {value}",
    "to-be-decided": "Por decidir, punto {item}",
    "to-be-decided-unnumbered": "Por decidir",
    # the figures
    "figure.phases": "Fases de {name}",
    "figure.phases.alt": "Las fases, en orden. {phases}",
    "figure.gate.alt": "Punto de control: {name}, {date}.",
    "figure.process": "El proceso habitual de integración",
    "gates.one": "{number} punto de control",
    "gates.other": "{number} puntos de control",
    "steps.one": "{number} paso",
    "steps.other": "{number} pasos",
    # the phases, as words of a spec
    "word.discovery": "Análisis",
    "word.design": "Diseño",
    "word.build": "Desarrollo",
    "word.sit": "SIT",
    "word.uat": "UAT",
    "word.go-live": "Puesta en marcha",
    "word.live": "En producción",
    # the time zones of the United States, after a time of day
    "zone.ET": "hora del Este",
    "zone.CT": "hora del Centro",
    "zone.MT": "hora de la Montaña",
    "zone.PT": "hora del Pacífico",
    "zone.AKT": "hora de Alaska",
    "zone.HT": "hora de Hawái",
    "zone.AT": "hora del Atlántico",
}
"""The phrases by key; the same keys as the English ones."""
