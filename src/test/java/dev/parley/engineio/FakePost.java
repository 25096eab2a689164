package dev.parley.engineio;

/** Remembers its answer: {@code unanswered} while there is none, {@code ok} or {@code 400}. */
final class FakePost implements Post {
    private String answer = "";

    @Override
    public synchronized void accept() {
        answer += "ok";
    }

    @Override
    public synchronized void reject() {
        answer += "400";
    }

    synchronized String answer() {
        return answer.isEmpty() ? "unanswered" : answer;
    }
}
