/** The result of a promise, or null where it takes longer than so many milliseconds. Its failure stays a failure. */
export function within<T>(milliseconds: number, promise: PromiseLike<T>): Promise<T | null> {
  return new Promise((done, failed) => {
    const timer = setTimeout(() => done(null), milliseconds);
    promise.then(
      (value) => {
        clearTimeout(timer);
        done(value);
      },
      (error) => {
        clearTimeout(timer);
        failed(error);
      },
    );
  });
}
