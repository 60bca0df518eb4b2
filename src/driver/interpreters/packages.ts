/** Modules whose package has another name. */
const PACKAGES: { readonly [module: string]: string } = {
  bs4: "beautifulsoup4",
  cv2: "opencv-python",
  dateutil: "python-dateutil",
  dotenv: "python-dotenv",
  PIL: "pillow",
  skimage: "scikit-image",
  sklearn: "scikit-learn",
  skopt: "scikit-optimize",
  yaml: "pyyaml",
};

/** The package to install for a module that is missing. */
export function packageOf(module: string): string {
  const top = module.split(".")[0] ?? module;
  return PACKAGES[top] ?? top;
}
