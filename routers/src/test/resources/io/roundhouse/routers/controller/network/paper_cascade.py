"""Makes paper-cascade.json: one forward pass of MasRouter's cascade (arXiv 2502.11133) as its public program computes it.

Written from the published formulas with numpy alone, independently of the Java code, and run once with `python3 paper_cascade.py`
beside this file. Small sizes, fixed seed. Every random number that the pass uses is written down in the order of its use, so that
the Java code can be given the same ones: normal draws for the encoders' noise, uniform draws for choices.
"""
import json
import math

import numpy as np

WIDE, DEEP, MOST = 6, 4, 6
NOISE = 0.1
draws = np.random.default_rng(20250216)
noise_log, lots_log = [], []


def linear(rows, columns):
    return {"weights": draws.normal(0, 0.6, (rows, columns)).tolist(), "offset": draws.normal(0, 0.2, rows).tolist()}


def encoder():
    return {"hidden": linear(DEEP, WIDE), "mean": linear(DEEP, DEEP), "logVariance": linear(DEEP, DEEP)}


def embeddings(n):
    """In single precision, as embedders yield them; everything else is computed in double precision."""
    return draws.normal(size=(n, WIDE)).astype(np.float32).astype(float)


def apply(layer, x):
    return x @ np.array(layer["weights"]).T + np.array(layer["offset"])


def unit(x):
    return x / np.maximum(np.linalg.norm(x, axis=-1, keepdims=True), 1e-12)


def softmax(x):
    e = np.exp(x - x.max())
    return e / e.sum()


def encode(layers, x):
    hidden = np.maximum(apply(layers["hidden"], x), 0)
    noise = draws.normal(size=(x.shape[0], DEEP))
    noise_log.extend(noise.ravel().tolist())
    return unit(apply(layers["mean"], hidden) + noise * np.exp(0.5 * apply(layers["logVariance"], hidden)) * NOISE)


def draw(probabilities):
    lot = draws.random()
    lots_log.append(lot)
    above = np.cumsum(probabilities) > lot
    return int(above.argmax())


def layer_norm(x):
    return (x - x.mean()) / np.sqrt(x.var() + 1e-5)


weights = {
    "taskQuery": linear(DEEP, WIDE), "taskTask": linear(DEEP, WIDE), "modeMode": encoder(), "modeQuery": encoder(), "number": encoder(),
    "numberOut": linear(1, DEEP), "role": encoder(), "roleContext": linear(DEEP, 3 * DEEP), "model": encoder(),
    "modelContext": linear(DEEP, 3 * DEEP)}
tasks, modes, models = (embeddings(n) for n in (3, 6, 5))
roles = [embeddings(n) for n in (4, 3, 5)]
query = embeddings(1)

text = unit(apply(weights["taskQuery"], query))[0]
task_chances = softmax(unit(apply(weights["taskTask"], tasks)) @ text / 0.5)
task = int(task_chances.argmax())

mode_codes = encode(weights["modeMode"], modes)
mode_chances = softmax(mode_codes @ encode(weights["modeQuery"], query)[0] / 0.8)
mode = draw(mode_chances)

difficulty = 1 / (1 + math.exp(-apply(weights["numberOut"], encode(weights["number"], query))[0, 0]))
number_real = difficulty * MOST
number = int(min(max(np.round(number_real), 1), MOST))

role_codes = encode(weights["role"], roles[task])
history, current = np.zeros(DEEP), np.zeros(DEEP)
chosen_roles, role_chances = [], []
for seat in range(number):
    history = layer_norm(history + current)
    context = unit(apply(weights["roleContext"], np.concatenate([text, mode_codes[mode], history])))
    chances = softmax(role_codes @ context / 0.5)
    role_chances.append(chances.tolist())
    chosen_roles.append(draw(chances))
    current = role_codes[chosen_roles[-1]]

model_codes = encode(weights["model"], models)
model_chances = softmax(model_codes @ unit(apply(weights["modelContext"], np.concatenate([text, mode_codes[mode], history]))))
chosen_models = [draw(model_chances) for seat in range(MOST)][:number]

counts = np.bincount(chosen_models, minlength=len(models))
log_probability = math.log(mode_chances[mode]) + sum(math.log(c[r]) for c, r in zip(role_chances, chosen_roles)) \
    + math.lgamma(number_real + 1) - sum(math.lgamma(c + 1) for c in counts) + float(counts @ np.log(model_chances))

with open("paper-cascade.json", "w") as out:
    json.dump({
        "weights": weights, "tasks": tasks.tolist(), "modes": modes.tolist(), "models": models.tolist(),
        "roles": [each.tolist() for each in roles], "query": query[0].tolist(), "noise": noise_log, "lots": lots_log,
        "expected": {"taskChances": task_chances.tolist(), "task": task, "modeChances": mode_chances.tolist(), "mode": mode,
                     "numberReal": number_real, "number": number, "roleChances": role_chances, "roles": chosen_roles,
                     "modelChances": model_chances.tolist(), "models": chosen_models, "logProbability": log_probability}}, out)
    out.write("\n")
print(task, mode, number, chosen_roles, chosen_models, log_probability)
