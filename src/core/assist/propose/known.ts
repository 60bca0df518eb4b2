import { type Phrase, phrase } from "../../l10n/phrase.js";

/**
 * What is sensible for arguments that are known by name, written in the annotation language as Python spells it.
 *
 * Ranges follow the libraries' own documentation of each argument and the search spaces that are usual in published
 * tuning of them (scikit-learn's user guide, XGBoost's and LightGBM's parameter guides, Probst et al., "Tunability",
 * JMLR 20, 2019, table 1); they are beginnings that people edit, wide enough to hold the defaults.
 */
export interface KnownValue {
  /** Names of the argument, in snake case. */
  readonly names: readonly string[];
  /** Distributions: the first one that can hold the value in the code is proposed. */
  readonly ranges: readonly string[];
}

/** Arguments of calls with these names. */
export interface KnownCalls {
  /** By its name, which is the same in every language. */
  readonly library: string | Phrase;
  /** What the call's name must match, wholly. */
  readonly calls: RegExp;
  readonly values: readonly KnownValue[];
}

function value(names: string, ...ranges: string[]): KnownValue {
  return { names: names.split(" "), ranges };
}

const TREES = [
  value("n_estimators iterations num_boost_round num_trees", "logint(50, 1000)"),
  value("max_iter", "logint(50, 1000)"),
  value("learning_rate eta", "loguniform(1e-3, 0.5)"),
];

export const KNOWN_CALLS: readonly KnownCalls[] = [
  {
    library: "scikit-learn",
    calls: /(?:Linear|Nu|OneClass)?SV[CRM]/,
    values: [
      value("c", "loguniform(1e-3, 1e3)"),
      value("gamma", "loguniform(1e-5, 10)", 'choice("scale", "auto")'),
      value("kernel", 'choice("linear", "poly", "rbf", "sigmoid")'),
      value("degree", "int(2, 5)"),
      value("coef0", "uniform(0, 1)"),
      value("epsilon", "loguniform(1e-3, 1)"),
      value("nu", "uniform(0.05, 0.95)"),
      value("shrinking", "bool"),
      value("class_weight", 'choice(None, "balanced")'),
    ],
  },
  {
    library: "scikit-learn",
    calls: /LogisticRegression(?:CV)?|RidgeClassifier|Ridge|Lasso|ElasticNet|BayesianRidge|HuberRegressor|KernelRidge/,
    values: [
      value("c", "loguniform(1e-4, 1e4)"),
      value("alpha", "loguniform(1e-4, 100)"),
      value("l1_ratio", "uniform(0, 1)", "choice(None, 0.15, 0.5, 0.85)"),
      value("penalty", 'choice("l2", None)', 'choice("l1", "l2", "elasticnet")'),
      value("solver", 'choice("lbfgs", "liblinear", "newton-cg", "saga")', 'choice("auto", "svd", "cholesky", "lsqr")'),
      value("max_iter", "logint(50, 2000)"),
      value("epsilon", "uniform(1.05, 2)"),
      value("class_weight", 'choice(None, "balanced")'),
      value("fit_intercept", "bool"),
    ],
  },
  {
    library: "scikit-learn",
    calls: /SGD(?:Classifier|Regressor)|Perceptron|PassiveAggressive(?:Classifier|Regressor)/,
    values: [
      value("alpha", "loguniform(1e-6, 0.1)"),
      value("eta0", "loguniform(1e-4, 1)"),
      value("l1_ratio", "uniform(0, 1)"),
      value(
        "loss",
        'choice("hinge", "log_loss", "modified_huber")',
        'choice("squared_error", "huber", "epsilon_insensitive")',
      ),
      value("penalty", 'choice("l1", "l2", "elasticnet")'),
      value("learning_rate", 'choice("optimal", "constant", "invscaling", "adaptive")'),
    ],
  },
  {
    library: "scikit-learn",
    calls:
      /(?:RandomForest|ExtraTrees?|DecisionTree|Bagging|AdaBoost|GradientBoosting|HistGradientBoosting|IsolationForest)(?:Classifier|Regressor)?/,
    values: [
      ...TREES,
      value("max_depth", "int(2, 32)", "ordinal(4, 8, 16, 32, None)"),
      value("min_samples_split", "int(2, 20)", "loguniform(1e-3, 0.5)"),
      value("min_samples_leaf", "int(1, 20)", "loguniform(1e-4, 0.2)"),
      value("max_features", "uniform(0.1, 1)", 'choice("sqrt", "log2", None)'),
      value("max_samples", "uniform(0.3, 1)"),
      value("max_leaf_nodes", "logint(8, 512)", "ordinal(8, 32, 128, 512, None)"),
      value(
        "criterion",
        'choice("gini", "entropy", "log_loss")',
        'choice("squared_error", "absolute_error", "friedman_mse")',
      ),
      value("subsample", "uniform(0.4, 1)"),
      value("l2_regularization", "uniform(0, 10)"),
      value("max_bins", "int(31, 255)"),
      value("min_impurity_decrease ccp_alpha", "uniform(0, 0.1)"),
      value("bootstrap oob_score warm_start", "bool"),
      value("loss", 'choice("squared_error", "absolute_error", "huber")', 'choice("log_loss", "exponential")'),
    ],
  },
  {
    library: "scikit-learn",
    calls: /(?:KNeighbors|RadiusNeighbors)(?:Classifier|Regressor)/,
    values: [
      value("n_neighbors", "int(1, 50)"),
      value("weights", 'choice("uniform", "distance")'),
      value("p", "int(1, 2)", "uniform(1, 5)"),
      value("metric", 'choice("minkowski", "manhattan", "euclidean", "chebyshev", "cosine")'),
      value("leaf_size", "logint(10, 100)"),
    ],
  },
  {
    library: "scikit-learn",
    calls: /MLP(?:Classifier|Regressor)/,
    values: [
      value("hidden_layer_sizes", "choice((50,), (100,), (100, 50), (100, 100))"),
      value("activation", 'choice("relu", "tanh", "logistic", "identity")'),
      value("solver", 'choice("adam", "sgd", "lbfgs")'),
      value("alpha", "loguniform(1e-6, 0.1)"),
      value("learning_rate_init", "loguniform(1e-4, 0.1)"),
      value("learning_rate", 'choice("constant", "invscaling", "adaptive")'),
      value("batch_size", "logint(16, 512)"),
      value("max_iter", "logint(50, 1000)"),
    ],
  },
  {
    library: "scikit-learn",
    calls:
      /(?:MiniBatch)?KMeans|PCA|KernelPCA|TruncatedSVD|NMF|FastICA|UMAP|TSNE|DBSCAN|HDBSCAN|GaussianMixture|SelectKBest|Nystroem|PolynomialFeatures|(?:Tfidf|Count)Vectorizer|(?:Multinomial|Gaussian|Bernoulli|Complement)NB/,
    values: [
      value("n_clusters", "int(2, 20)"),
      value("n_components", "logint(2, 100)", "uniform(0.5, 0.99)"),
      value("eps", "loguniform(0.01, 10)"),
      value("min_samples min_cluster_size n_neighbors", "int(2, 50)"),
      value("min_dist", "uniform(0, 0.99)"),
      value("perplexity", "uniform(5, 50)"),
      value("k", "logint(1, 100)"),
      value("degree", "int(1, 3)"),
      value("ngram_range", "choice((1, 1), (1, 2), (1, 3))"),
      value("max_df", "uniform(0.5, 1)"),
      value("min_df", "int(1, 10)", "loguniform(1e-4, 0.1)"),
      value("sublinear_tf whiten interaction_only", "bool"),
      value("alpha", "loguniform(1e-3, 10)"),
      value("var_smoothing", "loguniform(1e-12, 1e-6)"),
      value("covariance_type", 'choice("full", "tied", "diag", "spherical")'),
    ],
  },
  {
    library: "XGBoost",
    calls: /XGB\w+|xgb\.\w+|xgboost\.\w+/,
    values: [
      ...TREES,
      value("max_depth", "int(2, 12)"),
      value("min_child_weight", "loguniform(0.1, 100)"),
      value("subsample", "uniform(0.4, 1)"),
      value("colsample_bytree colsample_bylevel colsample_bynode", "uniform(0.3, 1)"),
      value("gamma min_split_loss", "uniform(0, 5)"),
      value("reg_alpha alpha reg_lambda lambda", "loguniform(1e-6, 10)", "uniform(0, 10)"),
      value("max_delta_step", "int(0, 10)"),
      value("max_leaves", "int(0, 256)"),
      value("max_bin", "logint(64, 512)"),
      value("scale_pos_weight", "loguniform(0.1, 100)"),
      value("booster", 'choice("gbtree", "dart")'),
      value("grow_policy", 'choice("depthwise", "lossguide")'),
      value("tree_method", 'choice("hist", "approx", "exact")'),
    ],
  },
  {
    library: "LightGBM",
    calls: /LGBM\w+|lgb\.\w+|lightgbm\.\w+/,
    values: [
      ...TREES,
      value("num_leaves", "logint(8, 512)"),
      value("max_depth", "int(3, 16)", "ordinal(-1, 4, 8, 16)"),
      value("min_child_samples min_data_in_leaf", "logint(5, 200)"),
      value("min_child_weight min_sum_hessian_in_leaf", "loguniform(1e-4, 10)"),
      value("subsample bagging_fraction colsample_bytree feature_fraction", "uniform(0.4, 1)"),
      value("subsample_freq bagging_freq", "int(0, 7)"),
      value("reg_alpha lambda_l1 reg_lambda lambda_l2", "loguniform(1e-6, 10)", "uniform(0, 10)"),
      value("min_split_gain min_gain_to_split", "uniform(0, 1)"),
      value("boosting_type boosting", 'choice("gbdt", "dart")'),
      value("max_bin", "logint(63, 511)"),
    ],
  },
  {
    library: "CatBoost",
    calls: /CatBoost\w*/,
    values: [
      ...TREES,
      value("depth", "int(4, 10)"),
      value("l2_leaf_reg", "loguniform(1, 30)"),
      value("bagging_temperature", "uniform(0, 1)"),
      value("random_strength", "uniform(0, 10)"),
      value("border_count", "logint(32, 255)"),
      value("grow_policy", 'choice("SymmetricTree", "Depthwise", "Lossguide")'),
    ],
  },
  {
    library: phrase("PyTorch and Keras optimisers"),
    calls:
      /(?:optim\.|optimizers\.|keras\.optimizers\.|torch\.optim\.|tf\.keras\.optimizers\.)?(?:AdamW?|SGD|RMSprop|Adagrad|Adadelta|Adamax|NAdam|Nadam|RAdam|Lion|LBFGS|Ftrl)/,
    values: [
      value("lr learning_rate", "loguniform(1e-5, 0.1)"),
      value("weight_decay", "loguniform(1e-6, 0.1)", "uniform(0, 0.1)"),
      value("momentum", "uniform(0, 0.99)"),
      value("betas", "choice((0.9, 0.999), (0.9, 0.99), (0.9, 0.95))"),
      value("beta_1 beta1", "uniform(0.8, 0.99)"),
      value("beta_2 beta2", "uniform(0.9, 0.9999)"),
      value("alpha rho", "uniform(0.8, 0.999)"),
      value("eps epsilon", "loguniform(1e-10, 1e-4)"),
      value("nesterov amsgrad", "bool"),
      value("clipnorm clipvalue", "loguniform(0.1, 10)"),
    ],
  },
  {
    library: phrase("PyTorch and Keras layers and schedules"),
    calls:
      /(?:(?:torch\.)?nn\.|(?:tf\.)?(?:keras\.)?layers\.)?(?:Linear|Dense|Dropout\w*|AlphaDropout|Conv[123]D?d?|SeparableConv2D|(?:L2|L1)?LSTM|GRU|RNN|SimpleRNN|Embedding|MultiheadAttention|MultiHeadAttention|Transformer\w*|BatchNorm\w*|GroupNorm|LeakyReLU|ELU|DataLoader|CrossEntropyLoss|(?:\w+\.)*\w*LR|(?:\w+\.)*OneCycleLR|fit)/,
    values: [
      value("units out_features hidden_size", "logint(8, 1024)"),
      value("filters out_channels", "logint(8, 512)"),
      value("kernel_size", "ordinal(1, 3, 5, 7)"),
      value("p rate dropout recurrent_dropout", "uniform(0, 0.6)"),
      value("num_layers num_encoder_layers num_decoder_layers", "int(1, 6)"),
      value("nhead num_heads num_groups", "ordinal(1, 2, 4, 8, 16)"),
      value("key_dim embedding_dim output_dim", "logint(8, 512)"),
      value("dim_feedforward", "logint(64, 4096)"),
      value("bidirectional batch_first shuffle", "bool"),
      value("activation", 'choice("relu", "tanh", "elu", "gelu", "selu", "swish")'),
      value("kernel_initializer", 'choice("glorot_uniform", "he_normal", "lecun_normal")'),
      value("negative_slope", "loguniform(1e-3, 0.5)"),
      value("batch_size", "logint(8, 512)"),
      value("epochs", "logint(1, 100)"),
      value("label_smoothing", "uniform(0, 0.3)"),
      value("step_size", "logint(1, 100)"),
      value("gamma factor", "uniform(0.05, 0.99)"),
      value("max_lr", "loguniform(1e-4, 1)"),
      value("momentum", "uniform(0.1, 0.999)"),
    ],
  },
];

/** Names that mean the same wherever they stand. */
export const KNOWN_NAMES: readonly KnownValue[] = [
  value("lr learning_rate eta step_size lr0 base_lr max_lr", "loguniform(1e-5, 0.1)"),
  value("weight_decay l1 l2 l2_reg reg_lambda reg_alpha regularization", "loguniform(1e-6, 0.1)", "uniform(0, 0.1)"),
  value("momentum", "uniform(0, 0.99)"),
  value("dropout dropout_rate drop_rate drop_prob", "uniform(0, 0.6)"),
  value("batch_size minibatch_size", "logint(8, 512)"),
  value("epochs num_epochs n_epochs", "logint(1, 100)"),
  value("hidden_size hidden_dim hidden_units hidden n_hidden width units", "logint(8, 1024)"),
  value("num_layers n_layers layers", "int(1, 8)"),
  value("n_estimators num_trees", "logint(50, 1000)"),
  value("max_depth", "int(2, 16)", "ordinal(4, 8, 16, None)"),
  value("num_leaves", "logint(8, 512)"),
  value("subsample colsample_bytree", "uniform(0.4, 1)"),
  value("n_neighbors", "int(1, 50)"),
  value("c", "loguniform(1e-3, 1e3)"),
  value("gamma", "loguniform(1e-5, 10)", "uniform(0, 1)"),
  value("alpha", "loguniform(1e-6, 10)", "uniform(0, 1)"),
  value("beta1 beta_1", "uniform(0.8, 0.99)"),
  value("beta2 beta_2", "uniform(0.9, 0.9999)"),
  value("epsilon eps tol", "loguniform(1e-10, 1)"),
  value("temperature", "loguniform(0.1, 10)"),
  value("label_smoothing", "uniform(0, 0.3)"),
  value("warmup warmup_steps", "int(0, 2000)"),
  value("warmup_ratio", "uniform(0, 0.3)"),
  value("l1_ratio", "uniform(0, 1)"),
  value("threshold", "uniform(0, 1)"),
  value("kernel", 'choice("linear", "poly", "rbf", "sigmoid")'),
  value("activation act", 'choice("relu", "tanh", "gelu", "elu")', 'choice("relu", "tanh", "logistic", "identity")'),
  value("optimizer optim", 'choice("adam", "adamw", "sgd", "rmsprop")', 'choice("Adam", "AdamW", "SGD", "RMSprop")'),
  value(
    "criterion",
    'choice("gini", "entropy", "log_loss")',
    'choice("squared_error", "absolute_error", "friedman_mse")',
  ),
  value("weights", 'choice("uniform", "distance")'),
  value("scheduler schedule", 'choice("constant", "linear", "cosine")'),
];

/** Names whose values are no matter of search. */
export const NOT_TUNED =
  /^(?:seed|random_seed|random_state|rng|n_jobs|num_workers|n_workers|threads|n_threads|nthread|verbose|verbosity|device|name|path|file|filename|dir|directory|folder|url|host|port|version|id|title|label|output|input|log_level|encoding|mode|dtype|cv|n_splits|max_retries|log_interval|eval_interval|save_interval|debug|help|description|type|dest|metavar|test_size|key)$/;
