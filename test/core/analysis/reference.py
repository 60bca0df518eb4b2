"""Writes vectors/analysis.json: Optuna's importances, scikit-learn's trees taken apart by Optuna, and SciPy's statistics.

Run with Optuna, scikit-learn and SciPy installed: python reference.py (from this folder).
"""

import json
import random
import shutil
import tempfile
import warnings
from pathlib import Path

import numpy as np
import optuna
import scipy
from optuna.importance import PedAnovaImportanceEvaluator
from optuna.importance._fanova._tree import _FanovaTree
from optuna.storages import JournalStorage
from optuna.storages.journal import JournalFileBackend
from scipy import stats
from sklearn.ensemble import RandomForestRegressor

warnings.simplefilter("ignore")
optuna.logging.set_verbosity(optuna.logging.ERROR)
here = Path(__file__).parent
journals = here.parent / "journal" / "vectors"


def ped_anova(journal):
    """PED-ANOVA of every study of a journal that has more than ten complete trials."""
    with tempfile.TemporaryDirectory() as folder:
        path = shutil.copy(journal, folder)
        storage = JournalStorage(JournalFileBackend(path))
        for summary in optuna.get_all_study_summaries(storage):
            study = optuna.load_study(study_name=summary.study_name, storage=storage)
            complete = [trial for trial in study.trials if trial.state.name == "COMPLETE"]
            if len(complete) > 10:
                yield {"journal": journal.name, "study": study.study_name,
                       "importances": PedAnovaImportanceEvaluator().evaluate(study)}


def made_up(path):
    """A study with every kind of parameter, one of them only in half of the trials and with two ranges."""
    path.unlink(missing_ok=True)
    study = optuna.create_study(study_name="made up", storage=JournalStorage(JournalFileBackend(str(path))))
    dice = random.Random(8)
    kinds = {
        "x": optuna.distributions.FloatDistribution(-2, 3),
        "rate": optuna.distributions.FloatDistribution(1e-5, 1e-1, log=True),
        "q": optuna.distributions.FloatDistribution(0, 1, step=0.125),
        "n": optuna.distributions.IntDistribution(0, 40),
        "width": optuna.distributions.IntDistribution(1, 512, log=True),
        "kind": optuna.distributions.CategoricalDistribution(["a", "b", "c"]),
    }
    for _ in range(120):
        draws = {"x": dice.uniform(-2, 3), "rate": 10 ** dice.uniform(-5, -1), "q": dice.randrange(9) / 8,
                 "n": dice.randint(0, 40), "width": int(2 ** dice.uniform(0, 9)), "kind": dice.choice("abc")}
        distributions = dict(kinds)
        value = (draws["x"] - 1) ** 2 + abs(np.log10(draws["rate"]) + 3) + draws["n"] / 40 + (draws["kind"] == "b")
        if dice.random() < 0.5:
            high = dice.choice([4, 9])
            distributions["depth"] = optuna.distributions.IntDistribution(1, high)
            draws["depth"] = dice.randint(1, high)
            value += draws["depth"] / 3
        study.add_trial(optuna.trial.create_trial(params=draws, distributions=distributions, value=float(value)))


def leaves(tree, node, low, high):
    if tree.feature[node] < 0:
        return [{"value": float(tree.value[node].ravel()[0]), "low": low.tolist(), "high": high.tolist()}]
    left, right = high.copy(), low.copy()
    left[tree.feature[node]] = right[tree.feature[node]] = tree.threshold[node]
    return leaves(tree, tree.children_left[node], low, left) + leaves(tree, tree.children_right[node], right, high)


def trees():
    draw = np.random.RandomState(4)
    x = draw.rand(60, 3)
    y = np.sin(6 * x[:, 0]) + 0.3 * x[:, 1] ** 2 + 0.05 * draw.randn(60)
    forest = RandomForestRegressor(n_estimators=3, random_state=1).fit(x, y)
    for estimator in forest.estimators_:
        fanova = _FanovaTree(estimator.tree_, np.array([[0.0, 1.0]] * 3))
        yield {"leaves": leaves(estimator.tree_, 0, np.zeros(3), np.ones(3)), "variance": float(fanova.variance),
               "marginals": [float(fanova.get_marginal_variance(np.array([i]))) for i in range(3)]}


def pairs(n, ties, draw):
    a = [round(draw.gauss(0, 1), 1 if ties else 9) for _ in range(n)]
    return a, [round(x + draw.gauss(0, 1), 1 if ties else 9) for x in a]


draw = random.Random(2)
spearman = [[a, b, float(stats.spearmanr(a, b).statistic)] for n in [4, 9, 40] for ties in [False, True]
            for a, b in [pairs(n, ties, draw)]]
mann_whitney = [[a, b, float(stats.mannwhitneyu(a, b, alternative="two-sided", method="asymptotic").pvalue)]
                for n, m in [(5, 9), (20, 20), (40, 7)] for ties in [False, True]
                for a, b in [(pairs(n, ties, draw)[0], [x + 0.5 for x in pairs(m, ties, draw)[1]])]]
made_up(here / "vectors" / "importance.log")
sources = [here / "vectors" / "importance.log", journals / "14-thousand.log", journals / "07-multi-objective.log"]
importances = [entry for journal in sources for entry in ped_anova(journal)]
(here / "vectors" / "analysis.json").write_text(json.dumps(
    {"optuna": optuna.__version__, "scipy": scipy.__version__, "pedAnova": importances, "trees": list(trees()),
     "spearman": spearman, "mannWhitney": mann_whitney}, separators=(",", ":")) + "\n")
