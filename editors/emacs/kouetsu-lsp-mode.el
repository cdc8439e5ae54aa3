;;; kouetsu-lsp-mode.el --- kouetsu in Markdown buffers, by lsp-mode

(require 'lsp-mode)

(add-to-list 'lsp-language-id-configuration '(markdown-ts-mode . "markdown"))
(lsp-register-client
 (make-lsp-client
  :new-connection (lsp-stdio-connection '("kouetsu" "lsp"))
  :activation-fn (lsp-activate-on "markdown")
  :server-id 'kouetsu
  :add-on? t)) ; beside a server that knows what Markdown links to

(add-hook 'markdown-mode-hook #'lsp-deferred)
(add-hook 'markdown-ts-mode-hook #'lsp-deferred)

(provide 'kouetsu-lsp-mode)
;;; kouetsu-lsp-mode.el ends here
