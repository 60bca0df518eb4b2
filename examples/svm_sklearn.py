"""Tunes a support vector machine on scikit-learn's digits. Needs: pip install scikit-learn

    hyperlens run examples/svm_sklearn.py
"""

from sklearn.datasets import load_digits
from sklearn.model_selection import cross_val_score
from sklearn.svm import SVC

X, y = load_digits(return_X_y=True)


# @study svm maximize accuracy  trials=40 seed=7
def objective(
    C=1.0,  # @tune loguniform(1e-3, 1e3)
    gamma=0.01,  # @tune loguniform(1e-5, 1)
    kernel="rbf",  # @tune choice("rbf", "poly", "linear")
    degree=3,  # @tune int(2, 5) if kernel == "poly"
):
    model = SVC(C=C, gamma=gamma, kernel=kernel, degree=degree)
    return cross_val_score(model, X, y, cv=5)  # a list of fold scores: mean, spread and folds are all kept


if __name__ == "__main__":
    print(f"accuracy={objective().mean():.4f}")
